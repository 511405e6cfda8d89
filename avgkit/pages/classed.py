"""The report of a class: what it learned, exercise by exercise and before and after; counts of five learners and up."""

from datetime import date

from .. import charts, texts
from .setting import Piece, Setting

HARDEST = 3  # exercises on the front page


class ClassBook(Setting):
    """The pages about one class; `numbers` as classroom.ending.read_numbers gives them."""

    part = "class_kit"

    def __init__(self, numbers: dict, titles: dict[str, str], lang: str = "nl", *, command: str = ""):
        super().__init__(lang)
        self.numbers, self.titles, self.command = numbers, titles, command
        self.least = numbers["least"]
        # A quiz has eight cases and is right when all are; before and after it is told by concept.
        cards = [one for one in numbers["exercises"] if not one["exercise"].startswith("quiz:")]
        self.counted = [one for one in cards if one["right"] is not None]

    def masthead(self) -> Piece:
        """Title, the class, its day and how many there were."""
        day = texts.day(date.fromisoformat(self.numbers["created_on"]), self.lang)
        facts = [self.say("fact_class", name=self.numbers["class"]), self.say("fact_from", day=day)]
        facts.append(self.plural("fact_learners", self.numbers["learners"]))
        return self.piece("class-report-masthead.html", facts=facts)

    def contents(self) -> Piece:
        """The list of contents."""
        named = ["minute", "exercises"] if self.numbers["shown"] else ["minute"]
        named += [name for name in ("gain", "together") if self.numbers[name]]
        return self.piece("class-report-contents.html", names=[*named, "method"])

    def front(self) -> Piece:
        """What a trainer or a manager reads in one minute."""
        total = {name: sum(one[name] for one in self.counted) for name in ("right", "partly", "wrong", "arguable")}
        states = [
            ("ok", total["right"], "state_right"),
            ("finding", total["partly"] + total["wrong"], "state_not_right"),
            ("arguable", total["arguable"], "state_arguable"),
        ]
        moved = [(one["after"] > one["before"]) - (one["after"] < one["before"]) for one in self.numbers["gain"]]
        counted = {"better": moved.count(1), "same": moved.count(0), "less": moved.count(-1)}
        gain = self.say("front_gain", **counted) if moved else self.say("front_no_gain", least=self.least)
        values = {"answers": sum(total.values()), "states": states, "gain": gain, "hardest": self._hardest()}
        return self.piece("class-report-front.html", **values)

    def exercises(self) -> Piece:
        """Each lesson with its exercises: a bar, the counts, and what was missed most."""
        if not self.numbers["shown"]:
            return Piece("")
        lessons: dict[str, list] = {}
        for one in self.numbers["exercises"]:
            if self.numbers["gain"] and one["exercise"].startswith("quiz:"):
                continue
            lessons.setdefault(one["lesson"], []).append(self._line(one))
        named = [(self.titles.get(stem, stem), rows) for stem, rows in lessons.items()]
        return self.piece("class-report-exercises.html", lessons=named)

    def gain(self) -> Piece:
        """How many had each concept right before and after."""
        rows = self.numbers["gain"]
        if not rows:
            return Piece("")
        drawn = [(one["title"], one["before"], one["after"]) for one in rows]
        chart = charts.before_after(drawn, self.say("gain_caption"), self.lang)
        cells = [
            (o["title"], *(texts.share(o[n], o["learners"], self.lang) for n in ("before", "after"))) for o in rows
        ]
        return self.piece("class-report-gain.html", chart=chart, rows=cells)

    def together(self) -> Piece:
        """What the room voted before and after its discussion."""
        rows = self.numbers["together"]
        if not rows:
            return Piece("")
        cells = [(one["title"], self._voted(one["first"]), self._voted(one["again"])) for one in rows]
        return self.piece("class-report-together.html", rows=cells)

    def method(self) -> Piece:
        """How was counted, and what is not in it."""
        lines = [self.say("method_least", least=self.least), self.say("method_checks"), self.say("method_use")]
        if self.numbers["unread"]:
            lines.append(self.say("unread_lines", n=texts.number(self.numbers["unread"], self.lang)))
        return self.piece("class-report-method.html", lines=lines)

    def plural(self, key: str, count: int) -> str:
        """A phrase about a number, which is one or more."""
        return self.say(f"{key}_{'one' if count == 1 else 'more'}", n=texts.number(count, self.lang))

    # ---------------------------------------------------------------- what the pieces need
    def _hardest(self) -> list[str]:
        """The exercises that were more often not right than right, the hardest first."""
        judged = [(one, one["right"] + one["partly"] + one["wrong"]) for one in self.counted]
        judged = [(one, of) for one, of in judged if of >= self.least and 2 * one["right"] < of]
        judged.sort(key=lambda pair: pair[0]["right"] / pair[1])
        told = []
        for one, of in judged[:HARDEST]:
            line = self.say("hardest_line", title=one["title"], share=texts.share(one["right"], of, self.lang))
            told.append(f"{line} {self._missed(one)}".strip())
        return told

    def _missed(self, one: dict) -> str:
        missed = one["missed"]
        if not missed or missed["count"] < 2:  # once is no pattern
            return ""
        return self.say("hardest_missed", missed=missed["title"], n=texts.number(missed["count"], self.lang))

    def _line(self, one: dict) -> dict:
        if one["right"] is None:
            return {"title": one["title"], "total": 0, "shown": False}
        wrong = one["partly"] + one["wrong"]
        return {
            "title": one["title"],
            "shown": True,
            "total": one["attempted"],
            "sizes": charts.bar_sizes(one["right"], wrong, one["arguable"]),
            "counts": [(state, one[name], self.say(f"csv_{name}")) for state, name in _STATES if one[name]],
            "missed": self._missed(one),
            "stuck": self.plural("stuck_line", one["stuck"]) if one["stuck"] else "",
        }

    def _voted(self, vote: dict | None) -> str:
        return texts.share(vote["right"], vote["voted"], self.lang) if vote else texts.NOTHING


_STATES = (("ok", "right"), ("finding", "partly"), ("finding", "wrong"), ("arguable", "arguable"))
