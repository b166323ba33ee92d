#!/usr/bin/env python3
"""Says whether the draw of a raffle holds: an implementation of docs/draw.md that shares nothing with the service's.

Needs Python 3.8 or newer and its standard library. Where py_ecc is installed (`pip install py_ecc`), the beacon's
signature is checked too. The service is not trusted: whatever it says that is not as it must be is told.

One line says that the draw holds (exit status 0) or what differs (1), or why neither can be said (2, standard error).
"""

import argparse
import datetime
import hashlib
import itertools
import json
import re
import sys
import urllib.request
import uuid
from http.client import HTTPException

METHOD = "raffle-draw-1"
QUICKNET = {
    "chain_hash": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "public_key": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "period": 3,
    "genesis_time": 1692803367,
    "scheme": "bls-unchained-g1-rfc9380",
}
DELAY = 30_000  # milliseconds, from the last ticket to the round at least
MAX_TICKETS = 100_000_000
MAX_WINNERS = 1_000_000
MAX_ANSWER = 1 << 30  # bytes: a million winners of prizes with long names


class Differs(Exception):
    """The draw does not hold; the text says why."""


class CannotTell(Exception):
    """There is nothing to check; the text says why."""


def shown(value):
    """A value that the service chose, short and in plain ASCII: it can neither fill nor command a terminal."""
    return ascii(value)[:120]


def draw_seed(network, round_number, randomness, raffle_id, total, prizes):
    """The seed, 32 bytes. Prizes are pairs of name and amount."""
    lines = [METHOD, network, round_number, randomness, raffle_id, total, len(prizes)]
    lines += ["%d %d %s" % (amount, len(name.encode()), name) for name, amount in prizes]
    return hashlib.sha256("".join("%s\n" % line for line in lines).encode()).digest()


def seeded_words(seed):
    """The stream of 32-bit words of a seed, without end."""
    for k in itertools.count():
        block = hashlib.sha256(seed + k.to_bytes(8, "big")).digest()
        for i in range(0, 32, 4):
            yield int.from_bytes(block[i : i + 4], "big")


def select_tickets(total, count, seed):
    """The first `count` tickets of 1...total in the order of their selection: winners, then reserves."""
    words = seeded_words(seed)
    moved = {}  # the places of the list of all tickets that no longer hold their first ticket
    selected = []
    for i in range(count):
        bound = total - i
        word = next(words)
        while word >= 2**32 // bound * bound:
            word = next(words)
        place = i + word % bound
        selected.append(moved.get(place, place + 1))
        moved[place] = moved.pop(i, i + 1)
    return selected


def fact(record, name, kind, pattern=None):
    """The field of a JSON object, if it is just of this type (True is no number) and the text is of this form."""
    if type(record) is not dict or name not in record:
        raise Differs("%s is missing" % name)
    value = record[name]
    if type(value) is not kind or (pattern and not re.fullmatch(pattern, value)):
        raise Differs("%s can't be %s" % (name, shown(value)))
    return value


def moment(record, name):
    """The field's time in milliseconds since 1970."""
    text = fact(record, name, str, r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
    try:
        then = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        raise Differs("%s can't be %s" % (name, shown(text)))
    return (then - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def read_prizes(draw):
    """The number of tickets, and the prizes as pairs of name and amount."""
    total = fact(draw, "total_tickets", int)
    if not 1 <= total <= MAX_TICKETS:
        raise Differs("total_tickets can't be %s" % shown(total))
    prizes = [(fact(prize, "name", str), fact(prize, "amount", int)) for prize in fact(draw, "prizes", list)]
    if any(re.search("[\ud800-\udfff]", name) for name, _ in prizes):
        raise Differs("the name of a prize is not Unicode")
    if any(amount < 1 for _, amount in prizes) or not prizes:
        raise Differs("there must be prizes, and one or more of each")
    if sum(amount for _, amount in prizes) > min(total, MAX_WINNERS):
        raise Differs("there are more prizes than tickets, or than a raffle may have")
    return total, prizes


def check_signature(round_number, signature):
    """Whether there was a library to check the signature with. A signature that is none of this round differs."""
    try:
        from py_ecc.bls.hash_to_curve import hash_to_G1
        from py_ecc.bls.point_compression import decompress_G1, decompress_G2
        from py_ecc.optimized_bls12_381 import G2, curve_order, is_inf, multiply, pairing
    except ImportError:
        return False
    public_key = decompress_G2((int(QUICKNET["public_key"][:96], 16), int(QUICKNET["public_key"][96:], 16)))
    message = hashlib.sha256(round_number.to_bytes(8, "big")).digest()
    hashed = hash_to_G1(message, b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_", hashlib.sha256)
    try:
        point = decompress_G1(int(signature, 16))
    except ValueError:
        point = None
    if not point or not is_inf(multiply(point, curve_order)) or pairing(G2, point) != pairing(public_key, hashed):
        raise Differs("the signature is not the beacon's signature of round %d" % round_number)
    return True


def check_beacon(draw):
    """Checks what stands about the beacon. Returns the seed's network and round, and what the verdict says of them."""
    network = fact(draw, "network", dict)
    if any(network.get(key) != value for key, value in QUICKNET.items()):
        raise Differs("the network is not the public drand quicknet")
    round_number = fact(draw, "round", int)
    period, genesis = QUICKNET["period"] * 1000, QUICKNET["genesis_time"] * 1000
    first = max(1, -((genesis - moment(draw, "sold_out_at") - DELAY) // period) + 1)
    if round_number != first:
        raise Differs("by sold_out_at the round is %d, not %s" % (first, shown(round_number)))
    due = genesis + (round_number - 1) * period
    if moment(draw, "due") != due:
        raise Differs("round %d is not due at %s" % (round_number, shown(draw["due"])))
    if moment(draw, "drawn_at") < due:
        raise Differs("drawn_at is before the round was out")
    signature = fact(draw, "signature", str, "[0-9a-f]{96}")
    if hashlib.sha256(bytes.fromhex(signature)).hexdigest() != draw["randomness"]:
        raise Differs("randomness is not SHA-256 of the signature")
    origin = " by round %d of drand's quicknet" % round_number
    if check_signature(round_number, signature):
        return QUICKNET["chain_hash"], round_number, origin + " (signature checked)"
    return QUICKNET["chain_hash"], round_number, origin + ", if its signature is right (not checked: no py_ecc)"


def check_winners(listed, expected):
    """Compares the service's list with the prizes by ticket. What differs is told: the first three of it."""
    faults = []
    tickets = [fact(winner, "ticket_number", int) for winner in listed]
    if any(a >= b for a, b in zip(tickets, tickets[1:])):
        faults.append("the winners are not listed by ascending ticket number, each once")
    for winner, ticket in zip(listed, tickets):
        prize = fact(winner, "prize", str)
        if ticket not in expected:
            faults.append("ticket %s is listed and has not won" % shown(ticket))
        elif prize != expected[ticket]:
            faults.append("ticket %d has won %s, not %s" % (ticket, shown(expected[ticket]), shown(prize)))
    missing = expected.keys() - set(tickets)
    faults += ["ticket %d has won %s and is not listed" % (t, shown(expected[t])) for t in sorted(missing)]
    if faults:
        more = ["and %d more" % (len(faults) - 3)] if len(faults) > 3 else []
        raise Differs("; ".join(faults[:3] + more))


def verify(transcript, asked_for):
    """The verdict on a draw that holds. `asked_for` is the UUID of the raffle, None where the transcript is to tell."""
    draw = fact(transcript, "draw", dict)
    fact(draw, "method", str, METHOD)
    raffle_id = fact(draw, "raffle_id", str, str(asked_for or "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"))
    if draw.get("drawn_at") is None:
        raise CannotTell("not drawn yet (round %s, due %s)" % (shown(draw.get("round")), shown(draw.get("due"))))
    total, prizes = read_prizes(draw)
    randomness = fact(draw, "randomness", str, "[0-9a-f]{64}")
    if fact(draw, "entropy", str, "drand|local") == "drand":
        network, round_number, origin = check_beacon(draw)
    else:
        moment(draw, "drawn_at")
        for name in ("network", "round", "due", "signature"):
            fact(draw, name, type(None))
        network, round_number = "local", 0
        origin = ", which proves only that the winners follow from randomness that the service chose"
    count = sum(amount for _, amount in prizes)
    seed = draw_seed(network, round_number, randomness, raffle_id, total, prizes)
    prize_names = (name for name, amount in prizes for _ in range(amount))
    check_winners(fact(transcript, "winners", list), dict(zip(select_tickets(total, count, seed), prize_names)))
    return "The draw holds%s: %d of %d tickets win" % (origin, count, total)


def read_json(text):
    """The value of a JSON text."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise CannotTell("that is no JSON")


def fetch(url):
    """The JSON that the service answers."""
    try:
        request = urllib.request.Request(url, headers={"User-Agent": "verify-draw"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return read_json(answer.read(MAX_ANSWER))
    except (OSError, HTTPException, ValueError) as error:
        raise CannotTell("%s can't be read: %s" % (url, shown(str(error))))


def main():
    parser = argparse.ArgumentParser(description="Says whether the draw of a raffle holds (docs/draw.md).")
    parser.add_argument("source", help="the base URL of the service, or a file that --save wrote")
    parser.add_argument("raffle_id", nargs="?", type=uuid.UUID, help="the UUID of the raffle, with a base URL")
    parser.add_argument("--save", metavar="FILE", help="write what the service says to a file, to check it again")
    args = parser.parse_args()
    try:
        if args.raffle_id is None:
            with open(args.source, "rb") as file:
                transcript = read_json(file.read())
        else:
            raffle = "%s/raffles/%s" % (args.source.rstrip("/"), args.raffle_id)
            draw = fetch(raffle + "/draw/")
            drawn = type(draw) is dict and draw.get("drawn_at") is not None
            transcript = {"draw": draw, "winners": fetch(raffle + "/winners/") if drawn else None}
        if args.save:
            with open(args.save, "w") as file:
                json.dump(transcript, file)
        print(verify(transcript, args.raffle_id))
    except Differs as difference:
        print("The draw does not hold: %s" % difference)
        return 1
    except (CannotTell, OSError) as error:
        print("Can't tell: %s" % error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
