"""Lead authority: which establishment is the main one, and whose authority leads (AVG 4(16), 4(23), 55, 56).

The text of AVG 4(16) has been the same since 2018, so what is stated gets the same answer on every day. What is not
stated may be presumed of a central administration; what, depends on the day (knowledge/supervision.toml).
"""

from .. import texts
from ..ruling import parts
from .periods import holds


def standing(policy, law) -> dict:
    """What follows: `mechanism`, `lead`, `main`, `concerned`, `cross_border`, and what is in doubt.

    `doubts` names every fact that is missing or contradicts another; with one of them nothing follows but what is sure.
    """
    organisation, members = policy.one("organisation"), _members(law)
    places = _places(policy, organisation)
    inside = [place for place in places if place["country"] in members]
    countries = sorted({place["country"] for place in inside})
    affected, unread = _affected(organisation["subjects_in"])
    affected &= members
    cross = _cross_border(countries, affected, organisation["subjects_in"] is not None and not unread)
    found = {"cross_border": cross, "lead": None, "main": None, "mechanism": None, "assumed": ""}
    found |= {"concerned": sorted({*countries, *affected}), "countries": countries, "doubts": [], "outside": False}
    if organisation["public_task"] or (organisation["kind"] == "public_body" and organisation["public_task"] is None):
        home = [c for c in [organisation["country"]] if c in members]
        return found | {"mechanism": "public_task", "lead": "none", "concerned": countries or home}
    if unread:
        found["doubts"].append("unknown_affected_country")
    if not places:
        return found | {"doubts": ["unknown_establishments"]}
    if any(place["country"] is None for place in places):
        return found | {"doubts": ["unknown_establishment_country"]}
    if not inside:
        return found | {"mechanism": "no_one_stop_shop", "lead": "none", "cross_border": False, "outside": True}
    if cross is None:
        return found | {"doubts": found["doubts"] or ["unknown_affected"]}
    if not cross:
        return found | {"mechanism": "local", "lead": "none", "main": _only(inside)}
    if len(countries) == 1:
        # With establishments in one Member State the law looks at that state, whoever decides (AVG 56(1)).
        main = {"lead": countries[0], "main": _only(inside) or _only([p for p in inside if p["central"]])}
    else:
        main = _of_processor(inside) if organisation["as_processor"] else _main(places, inside, _presumed(law))
    found |= main | {"doubts": found["doubts"] + main.get("doubts", [])}
    if found["lead"] == "none":
        return found | {"mechanism": "no_one_stop_shop"}
    return found | {"mechanism": "local_case" if organisation["local_only"] else "one_stop_shop"}


def _members(law) -> set[str]:
    """The states that take part in the one-stop-shop on the day of judging."""
    eea = {e["id"] for e in law.entries("countries", "eea") if holds(e, law.on)}
    return eea - {e["id"] for e in law.entries("supervision", "outside_one_stop_shop") if holds(e, law.on)}


def _presumed(law) -> set[str]:
    """What a central administration may be taken to do on the day of judging when nothing is said of it."""
    entries = [e for e in law.entries("supervision", "main_establishment") if holds(e, law.on)]
    return {fact for entry in entries for fact in entry["presumed"]}


def _places(policy, organisation: dict) -> list[dict]:
    """The establishments; whoever lists none and names a country, or a representative in the EU, has that seat only."""
    if policy.rows("establishments"):
        return policy.rows("establishments")
    seat = {"id": "organisation", "central": None, "decides": None, "can_implement": None}
    if organisation["country"]:
        return [seat | {"country": organisation["country"]}]
    # A representative is for those without an establishment in the Union (AVG 27).
    return [seat | {"country": ""}] if organisation["representative"] else []


def _affected(cell: str | None) -> tuple[set[str], bool]:
    """The countries where people are substantially affected, and whether one of them could not be told."""
    known = texts.countries()
    found = [known.get(part.strip().lower()) for part in parts(cell)]
    return {country for country in found if country}, None in found


def _cross_border(countries: list[str], affected: set[str], told: bool) -> bool | None:
    """AVG 4(23): establishments in several states, or people in several states substantially affected."""
    if len(countries) > 1 or (countries and len(affected) > 1):
        return True
    return False if told else None


def _only(places: list[dict]) -> str | None:
    return places[0]["id"] if len(places) == 1 else None


def _main(places: list[dict], inside: list[dict], presumed: set[str]) -> dict:
    """The main establishment of a controller in several states (AVG 4(16)(a)): where it is decided, and can be done."""
    central = [place for place in inside if place["central"]]
    if len(central) > 1:
        return {"doubts": ["unknown_two_central"]}
    deciders = [place for place in inside if place["decides"]]
    if not deciders:
        return _nobody_decides(places, inside, central, presumed)
    able = [place for place in deciders if _able(place, presumed)]
    unsure = [place for place in deciders if _able(place, presumed) is None]
    if len({place["country"] for place in able}) > 1:
        return {"doubts": ["unknown_two_deciders"]}
    if unsure:
        return {"doubts": ["unknown_implementation"]}
    if not able:
        return {"lead": "none", "main": None}
    main = next((place for place in able if place["central"]), able[0])
    one = len(able) == 1 or main["central"]
    assumed = "can_implement" if main["can_implement"] is None else ""
    return {"lead": main["country"], "main": main["id"] if one else None, "assumed": assumed}


def _of_processor(inside: list[dict]) -> dict:
    """The main establishment of a processor: its central administration, else where it mainly works (4(16)(b))."""
    central = [place for place in inside if place["central"]]
    if len(central) == 1:
        return {"lead": central[0]["country"], "main": central[0]["id"]}
    return {"doubts": ["unknown_two_central" if central else "unknown_main_processing"]}


def _able(place: dict, presumed: set[str]) -> bool | None:
    """Whether the establishment can have its decisions carried out; of another than the central one it must be said."""
    if place["can_implement"] is None and place["central"] and "can_implement" in presumed:
        return True
    return place["can_implement"]


def _nobody_decides(places: list[dict], inside: list[dict], central: list[dict], presumed: set[str]) -> dict:
    """No establishment in the EU is said to decide: elsewhere, nowhere, or it was not said."""
    if any(place["decides"] for place in places) or all(place["decides"] is False for place in inside):
        return {"lead": "none", "main": None}
    if central and central[0]["decides"] is None and "decides" in presumed and central[0]["can_implement"] is not False:
        return {"lead": central[0]["country"], "main": central[0]["id"], "assumed": "decides"}
    return {"doubts": ["unknown_deciders"]}
