#!/usr/bin/env python3
"""Checks the draw of a raffle. Implements docs/draw.md and shares no code with the service.

Needs only Python 3.8 or newer. If py_ecc is installed (`pip install py_ecc`), it also checks the beacon's
signature. It trusts nothing that the service says.

Prints one line: that the draw holds (exit status 0), what differs (1), or why it can't tell (2, on standard
error).
"""

import argparse
import datetime
import hashlib
import itertools
import json
import re
import sys
import time
import urllib.request
import uuid
from http.client import HTTPException

SOLD_OUT, CLOSED_EARLY = "raffle-draw-1", "raffle-draw-2"  # the methods
QUICKNET = {
    "chain_hash": "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971",
    "public_key": "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451"
    "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "period": 3,
    "genesis_time": 1692803367,
    "scheme": "bls-unchained-g1-rfc9380",
}
MIN_DELAY_MS = 30_000  # from the last ticket to the round
BLOCK_TICKETS = 65_536  # in each block of the digest
MAX_TICKETS, MAX_WINNERS = 100_000_000, 1_000_000  # the limits of the service
RAFFLE_FACTS = ("raffle_id", "total_tickets", "prizes")
FIXED_FACTS = RAFFLE_FACTS + ("method", "entropy", "network", "sold_out_at", "round", "due")


class Differs(Exception):
    """Says why the draw does not hold."""


class CannotTell(Exception):
    """Says why there is nothing to check."""


def quote(value):
    """Returns a value of the service as short ASCII text, which can neither flood nor control a terminal."""
    return ascii(value)[:120]


def claimed_digest(tickets):
    """Returns the digest of the claimed tickets, a list in the order of claims."""
    blocks = [tickets[i : i + BLOCK_TICKETS] for i in range(0, len(tickets), BLOCK_TICKETS)]
    digests = [hashlib.sha256("".join("%d\n" % ticket for ticket in block).encode()).digest() for block in blocks]
    return hashlib.sha256(b"".join(digests)).hexdigest()


def draw_seed(network, round_number, randomness, raffle_id, total, prizes, claimed=None):
    """Returns the seed (32 bytes). `prizes` are pairs of name and amount. `claimed` is a number and a digest."""
    facts = [network, round_number, randomness, raffle_id, total]
    lines = [CLOSED_EARLY] + facts + list(claimed) if claimed else [SOLD_OUT] + facts
    lines += [len(prizes)] + ["%d %d %s" % (amount, len(name.encode()), name) for name, amount in prizes]
    return hashlib.sha256("".join("%s\n" % line for line in lines).encode()).digest()


def select_tickets(total, count, seed):
    """Returns the first `count` tickets of 1 to `total` in the order of selection: winners, then reserves."""
    blocks = (hashlib.sha256(seed + k.to_bytes(8, "big")).digest() for k in itertools.count())
    words = (int.from_bytes(block[i : i + 4], "big") for block in blocks for i in range(0, 32, 4))
    moved = {}  # tickets by place, for the places that no longer hold their initial ticket
    selected = []
    for i in range(count):
        bound = total - i
        word = next(word for word in words if word < 2**32 // bound * bound)
        place = i + word % bound
        selected.append(moved.get(place, place + 1))
        moved[place] = moved.pop(i, i + 1)
    return selected


def read_field(record, name, kind, pattern=None):
    """Returns a field of a JSON object. Its type must be exactly `kind`. A text must match `pattern`."""
    if type(record) is not dict or name not in record:
        raise Differs("%s is missing" % name)
    value = record[name]
    if type(value) is not kind or (pattern and not re.fullmatch(pattern, value)):
        raise Differs("%s can't be %s" % (name, quote(value)))
    return value


def read_time(record, name):
    """Returns the time in a field, in milliseconds since 1970."""
    text = read_field(record, name, str, r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
    try:
        then = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        raise Differs("%s can't be %s" % (name, quote(text)))
    return (then - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def read_prizes(draw):
    """Returns the number of tickets, and the prizes as pairs of name and amount."""
    total = read_field(draw, "total_tickets", int)
    if not 1 <= total <= MAX_TICKETS:
        raise Differs("total_tickets can't be %s" % quote(total))
    listed = read_field(draw, "prizes", list)
    prizes = [(read_field(prize, "name", str), read_field(prize, "amount", int)) for prize in listed]
    if any(re.search("[\ud800-\udfff]", name) for name, _ in prizes):
        raise Differs("the name of a prize is not Unicode")
    if any(amount < 1 for _, amount in prizes) or not prizes:
        raise Differs("there must be prizes, and one or more of each")
    if sum(amount for _, amount in prizes) > min(total, MAX_WINNERS):
        raise Differs("there are more prizes than tickets, or than a raffle may have")
    return total, prizes


def check_signature(round_number, signature):
    """Checks the signature of a round. Returns False if py_ecc is not installed."""
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
    """Checks the facts of a draw by the beacon. Returns the network, the round and a text for the verdict."""
    if any(read_field(draw, "network", dict).get(key) != value for key, value in QUICKNET.items()):
        raise Differs("the network is not the public drand quicknet")
    round_number = read_field(draw, "round", int)
    period, genesis = QUICKNET["period"] * 1000, QUICKNET["genesis_time"] * 1000
    first = max(1, -((genesis - read_time(draw, "sold_out_at") - MIN_DELAY_MS) // period) + 1)
    if round_number != first:
        raise Differs("by sold_out_at the round is %d, not %s" % (first, quote(round_number)))
    due = genesis + (round_number - 1) * period
    if read_time(draw, "due") != due:
        raise Differs("round %d is not due at %s" % (round_number, quote(draw["due"])))
    if read_time(draw, "drawn_at") < due or time.time() * 1000 < due:
        raise Differs("it is drawn before round %d was out" % round_number)
    signature = read_field(draw, "signature", str, "[0-9a-f]{96}")
    if hashlib.sha256(bytes.fromhex(signature)).hexdigest() != draw["randomness"]:
        raise Differs("randomness is not SHA-256 of the signature")
    unchecked = ", if its signature is right (not checked: no py_ecc)"
    how = " (signature checked)" if check_signature(round_number, signature) else unchecked
    return QUICKNET["chain_hash"], round_number, " by round %d of drand's quicknet%s" % (round_number, how)


def check_same(names, draw, other, source):
    """Compares facts of the draw with those of another source. `source` introduces the other value."""
    for name in names:
        if draw.get(name) != other.get(name):
            raise Differs("%s is %s, but %s %s" % (name, quote(draw.get(name)), source, quote(other.get(name))))


def check_winners(listed, expected):
    """Compares the list of winners with the expected prizes by ticket. Reports up to three differences."""
    faults = []
    tickets = [read_field(winner, "ticket_number", int) for winner in listed]
    if any(a >= b for a, b in zip(tickets, tickets[1:])):
        faults.append("the winners are not listed by ascending ticket number, each once")
    for winner, ticket in zip(listed, tickets):
        prize = read_field(winner, "prize", str)
        if ticket not in expected:
            faults.append("ticket %s is listed and has not won" % quote(ticket))
        elif prize != expected[ticket]:
            faults.append("ticket %d has won %s, not %s" % (ticket, quote(expected[ticket]), quote(prize)))
    missing = sorted(expected.keys() - set(tickets))
    faults += ["ticket %d has won %s and is not listed" % (ticket, quote(expected[ticket])) for ticket in missing]
    if faults:
        raise Differs("; ".join(faults[:3] + ["and %d more" % (len(faults) - 3)] * (len(faults) > 3)))


def verify(transcript, wanted_id, before):
    """Returns the verdict on a draw that holds. `wanted_id` and the earlier transcript `before` may be None."""
    draw = read_field(transcript, "draw", dict)
    if draw.get("method", SOLD_OUT) is None and draw.get("drawn_at") is not None:
        raise CannotTell("drawn by a version of the service that did not keep what makes the winners")
    read_field(draw, "method", str, SOLD_OUT)
    raffle_id = read_field(draw, "raffle_id", str, str(wanted_id or "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"))
    if draw.get("drawn_at") is None:
        raise CannotTell("not drawn yet (round %s, due %s)" % (quote(draw.get("round")), quote(draw.get("due"))))
    total, prizes = read_prizes(draw)
    randomness = read_field(draw, "randomness", str, "[0-9a-f]{64}")
    if read_field(draw, "entropy", str, "drand|local") == "drand":
        network, round_number, origin = check_beacon(draw)
    else:
        read_time(draw, "drawn_at")
        for name in ("network", "round", "due", "signature"):
            read_field(draw, name, type(None))
        origin = ", which proves only that the winners follow from randomness that the service chose"
        network, round_number = "local", 0
    check_same(RAFFLE_FACTS, draw, read_field(transcript, "raffle", dict), "the raffle says")
    if before:
        earlier = read_field(before, "draw", dict)
        if earlier.get("drawn_at") is not None or earlier.get("sold_out_at") is None:
            raise CannotTell("--before needs a file saved between the last ticket and the draw")
        check_same(FIXED_FACTS, draw, earlier, "before the draw it was")
        origin += ", with what was fixed before"
    names = [name for name, amount in prizes for _ in range(amount)]
    seed = draw_seed(network, round_number, randomness, raffle_id, total, prizes)
    winners = read_field(transcript, "winners", list)
    check_winners(winners, dict(zip(select_tickets(total, len(names), seed), names)))
    return "The draw holds%s: %d of %d tickets win" % (origin, len(names), total)


def read_json(source):
    """Reads JSON from a file or a URL."""
    try:
        request = urllib.request.Request(source, headers={"User-Agent": "verify-draw"}) if "://" in source else None
        with urllib.request.urlopen(request, timeout=60) if request else open(source, "rb") as stream:
            return json.loads(stream.read(1 << 30))  # A million winners of prizes with long names take less.
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise CannotTell("%s can't be read: %s" % (source, quote(str(error))))


def read_transcript(source, raffle_id=None):
    """Reads a transcript from a file that --save wrote or, with the id of a raffle, from the service."""
    if raffle_id is None:
        transcript = read_json(source)
        if type(transcript) is not dict or not {"draw", "raffle", "winners"} <= transcript.keys():
            raise CannotTell("%s is not what --save writes" % source)
        return transcript
    url = "%s/raffles/%s/" % (source.rstrip("/"), raffle_id)
    draw = read_json(url + "draw/")
    is_drawn = type(draw) is dict and draw.get("drawn_at") is not None
    return {"draw": draw, "raffle": read_json(url), "winners": read_json(url + "winners/") if is_drawn else None}


def main():
    parser = argparse.ArgumentParser(description="Checks the draw of a raffle (docs/draw.md).")
    parser.add_argument("source", help="the base URL of the service, or a file that --save wrote")
    parser.add_argument("raffle_id", nargs="?", type=uuid.UUID, help="the UUID of the raffle, with a base URL")
    parser.add_argument("--save", metavar="FILE", help="save the transcript to a file, to check it again")
    parser.add_argument("--before", metavar="FILE", help="compare with a file that --save wrote before the draw")
    args = parser.parse_args()
    try:
        transcript = read_transcript(args.source, args.raffle_id)
        if args.save:
            with open(args.save, "w") as file:
                json.dump(transcript, file)
        print(verify(transcript, args.raffle_id, args.before and read_transcript(args.before)))
    except Differs as difference:
        print("The draw does not hold: %s" % difference)
        return 1
    except (CannotTell, OSError) as error:
        print("Can't tell: %s" % error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
