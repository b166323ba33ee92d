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
import urllib.error
import urllib.parse
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
TICKETS_PER_DELAY_SECOND = 50_000  # A raffle that closed early waits one more second for as many tickets.
FALLBACK_DELAY_MS = 7 * 86_400_000  # from the time of a missed round to a draw without it
MAX_LIST_AGE_SECONDS = 3  # longer than caches keep a list of winners
BLOCK_TICKETS = 65_536  # in each block of the digest
MAX_TICKETS, MAX_WINNERS, MAX_RESERVES = 100_000_000, 1_000_000, 1000  # the limits of the service
PASSES_REMARK = "The organiser handed out the passes, and a check can't tell who got them"
RAFFLE_FACTS = ("raffle_id", "total_tickets", "prizes")
FIXED_FACTS = RAFFLE_FACTS + ("method", "entropy", "network", "sold_out_at", "round", "due")
CLOSING_FACTS = ("closed_at", "closed_by", "closes_at", "claimed_tickets", "claimed_digest", "digest_at")


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


def check_closing(draw, total):
    """Checks when and why the raffle closed. Returns the time's field, and the least milliseconds to the round."""
    if draw["method"] == SOLD_OUT:
        # Versions of the service before raffle-draw-2 lack these fields.
        expected = {"closed_at": draw.get("sold_out_at"), "closed_by": "sold_out", "claimed_tickets": total}
        for name, value in expected.items():
            if draw.get(name, value) != value:
                raise Differs("the raffle sold out, so %s can't be %s" % (name, quote(draw[name])))
        return "sold_out_at", MIN_DELAY_MS
    read_field(draw, "sold_out_at", type(None))
    closed_at = read_time(draw, "closed_at")
    if read_field(draw, "closed_by", str, "time|manager") == "time" and read_time(draw, "closes_at") != closed_at:
        raise Differs("it closed by time, but closed_at is not closes_at")
    if draw.get("closes_at") is not None and read_time(draw, "closes_at") < closed_at:
        raise Differs("it closed after closes_at")
    return "closed_at", MIN_DELAY_MS + total // TICKETS_PER_DELAY_SECOND * 1000


def check_claimed(draw, tickets, total):
    """Checks the list of claimed tickets. Returns how many there are and their digest."""
    count = read_field(draw, "claimed_tickets", int)
    if not 0 <= count < total:
        raise Differs("claimed_tickets can't be %s" % quote(count))
    digest = read_field(draw, "claimed_digest", str, "[0-9a-f]{64}")
    for ticket in tickets:
        if type(ticket) is not int or not 1 <= ticket <= total:
            raise Differs("the list of claimed tickets has %s" % quote(ticket))
    if len(tickets) != count:
        raise Differs("claimed_tickets is %d, but the list has %d" % (count, len(tickets)))
    if len(set(tickets)) != count:
        raise Differs("the list of claimed tickets has a ticket twice")
    if claimed_digest(tickets) != digest:
        raise Differs("claimed_digest is not that of the list of claimed tickets")
    return count, digest


def check_round(draw, closing):
    """Checks the network and the round of a draw. Returns the round and when it is due."""
    if any(read_field(draw, "network", dict).get(key) != value for key, value in QUICKNET.items()):
        raise Differs("the network is not the public drand quicknet")
    round_number = read_field(draw, "round", int)
    name, delay = closing
    period, genesis = QUICKNET["period"] * 1000, QUICKNET["genesis_time"] * 1000
    first = max(1, -((genesis - read_time(draw, name) - delay) // period) + 1)
    if round_number != first:
        raise Differs("by %s the round is %d, not %s" % (name, first, quote(round_number)))
    due = genesis + (round_number - 1) * period
    if read_time(draw, "due") != due:
        raise Differs("round %d is not due at %s" % (round_number, quote(draw["due"])))
    return round_number, due


def check_beacon(draw, closing):
    """Checks the facts of a draw by the beacon. Returns the network, the round and a text for the verdict."""
    round_number, due = check_round(draw, closing)
    if draw.get("fallback", False) is not False:
        raise Differs("fallback can't be %s" % quote(draw["fallback"]))
    if read_time(draw, "drawn_at") < due or time.time() * 1000 < due:
        raise Differs("it is drawn before round %d was out" % round_number)
    signature = read_field(draw, "signature", str, "[0-9a-f]{96}")
    if hashlib.sha256(bytes.fromhex(signature)).hexdigest() != draw["randomness"]:
        raise Differs("randomness is not SHA-256 of the signature")
    unchecked = ", if its signature is right (not checked: no py_ecc)"
    origin = " by round %d of drand's quicknet" % round_number
    origin += " (signature checked)" if check_signature(round_number, signature) else unchecked
    if draw["method"] == CLOSED_EARLY:
        origin += ", closed %s" % ("at its closing time" if draw["closed_by"] == "time" else "by the manager")
        if read_time(draw, "digest_at") > due:
            origin += ", which is weaker proof because the digest was complete only after that round was due"
    return QUICKNET["chain_hash"], round_number, origin


def check_local(draw, closing):
    """Checks the facts of a draw with the service's randomness. Returns what `check_beacon` does."""
    origin = ", which proves only that the winners follow from randomness that the service chose"
    drawn_at = read_time(draw, "drawn_at")
    if draw.get("fallback", False) is False:
        for name in ("network", "round", "due"):
            read_field(draw, name, type(None))
    else:
        read_field(draw, "fallback", bool)
        round_number, due = check_round(draw, closing)
        if drawn_at < due + FALLBACK_DELAY_MS:
            raise Differs("it is drawn without round %d before seven days had passed" % round_number)
        origin += ", because it did not get round %d for seven days" % round_number
    read_field(draw, "signature", type(None))
    return "local", 0, origin


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


def holders_after(winners, reserves, forfeits):
    """Returns the prizes by the tickets that hold them, after the forfeits in their order."""
    holders, promoted = dict(winners), 0
    for forfeit in forfeits:
        ticket = read_field(forfeit, "ticket_number", int)
        passed_to = forfeit.get("passed_to")
        if ticket not in holders:
            raise Differs("ticket %s forfeited a prize that it did not hold" % quote(ticket))
        prize = holders.pop(ticket)
        if passed_to is None:
            continue
        if promoted == len(reserves) or passed_to != reserves[promoted] or type(passed_to) is not int:
            raise Differs("the prize of ticket %d was passed to %s, not to the next reserve" % (ticket, quote(passed_to)))
        holders[passed_to], promoted = prize, promoted + 1
    return holders


def check_before(transcript, before):
    """Compares what was fixed when the raffle closed with a transcript that was saved before the draw."""
    draw, earlier = transcript["draw"], read_field(before, "draw", dict)
    closed_early = draw["method"] == CLOSED_EARLY
    is_fixed = earlier.get("sold_out_at") is not None or earlier.get("claimed_digest") is not None
    if earlier.get("drawn_at") is not None or not is_fixed:
        raise CannotTell("--before needs a file with sold_out_at or claimed_digest that was saved before the draw")
    expected = dict(draw, entropy="drand") if draw.get("fallback") else draw
    check_same(FIXED_FACTS + CLOSING_FACTS * closed_early, expected, earlier, "before the draw it was")
    if closed_early and before.get("tickets") != transcript["tickets"]:
        raise Differs("the list of claimed tickets is not the one from before the draw")


def verify(transcript, wanted_id, before):
    """Returns the verdict on a draw that holds. `wanted_id` and the earlier transcript `before` may be None."""
    draw = read_field(transcript, "draw", dict)
    drawn = draw.get("drawn_at") is not None
    if draw.get("method", SOLD_OUT) is None and drawn:
        raise CannotTell("drawn by a version of the service that did not keep what makes the winners")
    raffle_id = read_field(draw, "raffle_id", str, str(wanted_id or "[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}"))
    total, prizes = read_prizes(draw)
    claimed = None
    if draw.get("method", SOLD_OUT) is not None:
        method = read_field(draw, "method", str, "%s|%s" % (SOLD_OUT, CLOSED_EARLY))
        tickets = read_field(transcript, "tickets", list) if method == CLOSED_EARLY else range(1, total + 1)
        if method == CLOSED_EARLY and (drawn or draw.get("claimed_digest") is not None):
            claimed = check_claimed(draw, tickets, total)
    if not drawn:
        raise CannotTell("not drawn yet (round %s, due %s)" % (quote(draw.get("round")), quote(draw.get("due"))))
    randomness = read_field(draw, "randomness", str, "[0-9a-f]{64}")
    is_beacon = read_field(draw, "entropy", str, "drand|local") == "drand"
    network, round_number, origin = (check_beacon if is_beacon else check_local)(draw, check_closing(draw, total))
    check_same(RAFFLE_FACTS, draw, read_field(transcript, "raffle", dict), "the raffle says")
    if before:
        check_before(transcript, before)
        origin += ", with what was fixed before"
    names = [name for name, amount in prizes for _ in range(amount)][: len(tickets)]
    seed = draw_seed(network, round_number, randomness, raffle_id, total, prizes, claimed)
    # The reserves are the tickets selected after the winners.
    drawn = min(len(tickets), len(names) + MAX_RESERVES)
    selected = [tickets[number - 1] for number in select_tickets(len(tickets), drawn, seed)]
    winners, reserves = dict(zip(selected, names)), selected[len(names) :]
    forfeits = transcript.get("forfeits", [])
    if type(forfeits) is not list or len(forfeits) != draw.get("forfeited_count", 0):
        raise Differs("forfeited_count is %s, but %d forfeits are listed" % (quote(draw.get("forfeited_count")), len(forfeits)))
    holders = holders_after(winners, reserves, forfeits)
    check_winners(read_field(transcript, "winners", list), holders)
    candidates = "%d claimed tickets" % len(tickets) if claimed else "%d tickets" % total
    passed_on = ", and %d prizes were forfeited" % len(forfeits) if forfeits else ""
    remark = ". %s" % PASSES_REMARK if draw.get("admission") == "pass" else ""
    return "The draw holds%s: %d of %s win%s%s" % (origin, len(names), candidates, passed_on, remark)


def fetch(url):
    """Returns the JSON of a URL and the query of its next page, if any. Waits while the service asks for it."""
    request = urllib.request.Request(url, headers={"User-Agent": "verify-draw"})
    while True:
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                # The link may name any address. Only its query matters.
                link = re.match(r'<[^>?]*\?([^>#]*)[^>]*>; *rel="?next', answer.headers.get("Link", ""))
                # A million winners of prizes with long names take less.
                return json.loads(answer.read(1 << 30)), link and link.group(1)
        except urllib.error.HTTPError as error:
            wait = error.headers.get("Retry-After", "")
            if error.code != 429 or not re.fullmatch("[0-9]{1,3}", wait):
                raise
            time.sleep(max(1, int(wait)))


def read_json(source):
    """Reads JSON from a file or a URL. Returns it and the query of the next page, if any."""
    try:
        if "://" in source:
            return fetch(source)
        with open(source, "rb") as stream:
            return json.load(stream), None
    except (OSError, HTTPException, ValueError, RecursionError) as error:
        raise CannotTell("%s can't be read: %s" % (source, quote(str(error))))


def read_list(url, count, name):
    """Reads a list, page by page. Stops after `count` entries and one page more."""
    entries, query = [], "limit=1000"
    while query and len(entries) <= count:
        page, query = read_json("%s?%s" % (url, query))
        if type(page) is not list or (query and not page):
            raise Differs("the list of %s has a page that is %s" % (name, quote(page)))
        entries += page
    return entries


def read_transcript(source, raffle_id=None):
    """Reads a transcript from a file that --save wrote or, with the id of a raffle, from the service."""
    if raffle_id is None:
        transcript = read_json(source)[0]
        if type(transcript) is not dict or not {"draw", "raffle", "winners"} <= transcript.keys():
            raise CannotTell("%s is not what --save writes" % source)
        return transcript
    url = "%s/raffles/%s/" % (source.rstrip("/"), raffle_id)
    draw = read_json(url + "draw/")[0]
    is_drawn = type(draw) is dict and draw.get("drawn_at") is not None
    winners = read_json(url + "winners/")[0] if is_drawn else None
    transcript = {"draw": draw, "raffle": read_json(url)[0], "winners": winners}
    if type(draw) is dict and draw.get("method") == CLOSED_EARLY:
        listed = read_list(url + "draw/tickets/", read_field(draw, "claimed_tickets", int), "claimed tickets")
        transcript["tickets"] = [read_field(ticket, "ticket_number", int) for ticket in listed]
    if is_drawn and draw.get("forfeited_count", 0) != 0:
        transcript["forfeits"] = read_list(url + "draw/forfeits/", read_field(draw, "forfeited_count", int), "forfeits")
    return transcript


def read_and_verify(args):
    """Returns the verdict on the draw that the arguments name."""
    transcript = read_transcript(args.source, args.raffle_id)
    if args.save:
        with open(args.save, "w") as file:
            json.dump(transcript, file)
    return verify(transcript, args.raffle_id, args.before and read_transcript(args.before))


def main():
    parser = argparse.ArgumentParser(description="Checks the draw of a raffle (docs/draw.md).")
    parser.add_argument("source", help="the base URL of the service, or a file that --save wrote")
    parser.add_argument("raffle_id", nargs="?", type=uuid.UUID, help="the UUID of the raffle, with a base URL")
    parser.add_argument("--save", metavar="FILE", help="save the transcript to a file, to check it again")
    parser.add_argument("--before", metavar="FILE", help="compare with a file that --save wrote before the draw")
    args = parser.parse_args()
    try:
        try:
            verdict = read_and_verify(args)
        except Differs:
            if args.raffle_id is None:
                raise
            # A prize may have been forfeited while the lists were read.
            time.sleep(MAX_LIST_AGE_SECONDS)
            verdict = read_and_verify(args)
        print(verdict)
    except Differs as difference:
        print("The draw does not hold: %s" % difference)
        return 1
    except (CannotTell, OSError) as error:
        print("Can't tell: %s" % error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
