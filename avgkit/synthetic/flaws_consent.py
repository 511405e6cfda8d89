"""Flaws of the theme consent: messages that should not have been sent and consents that do not hold."""

from functools import partial

import numpy as np

from .draft import DAY, Draft
from .flaws import Found, Scene, flaw, wide
from .people import days
from .policy import form_row

WITHOUT, PROOF, CONDITION = "message-without-consent", "consent-without-proof", "consent-condition-fails"
WITHDRAWN, OBJECTED, IGNORED = "withdrawal-not-honoured", "objection-not-honoured", "objection-ignored"
FORM = "consent-form-invalid"
CUSTOMER, MINOR, OPTOUT = "customer-exception-fails", "minor-without-representative", "message-without-optout"
OFTEN, MOSTLY = 1.6, 2.4  # the common flaws: with 500 people each is there two or three times

# The facts of a wording by which a condition fails; several in one condition are planted in turn.
_FORMS = {
    "freely-given": ({"condition_for_service": True}, {"detriment": True}, {"imbalance": True}),
    "granular": ({"separate": False},),
    "specific": ({"purposes": "telephone_sales"}, {"purposes_specific": False}),
    "informed": (
        {"told_identity": False},
        {"told_purposes": False},
        {"told_data": False},
        {"told_withdrawal": False},
        {"automated_decisions": True, "told_automated": False},
        {"transfers_without_safeguards": True, "told_transfers": False},
    ),
    "distinguishable": ({"distinguishable": False},),
    "withdrawable": ({"withdrawal_as_easy": False},),
}
_PROOFS = ("contact", "at", "how", "wording", "purpose", "channel")
# The conditions of the customer exception: what may stand there instead, in turn.
_EXCEPTION = {
    "details_source": ("list", None, "form"),
    "optout_at_collection": (False, None),
    "similar_own": (False, None),
    "optout_offered": (False, None),
}
_OF_CONTACT = ("details_source", "optout_at_collection")


def _messages(check: str, *rows: int) -> list[Found]:
    return [(check, "messages", row) for row in rows]


@flaw("message-without-choice", weight=MOSTLY)
def message_without_choice(scene: Scene) -> list[Found]:
    """Somebody who never chose anything gets e-mail, a text message or a message in the app."""
    _, late = scene.course(0)
    channel = scene.pick(("email", "sms", "app"))
    scene.purpose = scene.purpose if channel == "email" else "offers"
    return _messages(WITHOUT, *[scene.send(at, channel) for at in late])


@flaw("mail-after-withdrawal", weight=MOSTLY)
def mail_after_withdrawal(scene: Scene) -> list[Found]:
    """The mailings go on after a withdrawal."""
    (given, first, withdrawn), late = scene.course(3)
    scene.yes(given)
    scene.send(first)
    scene.choice(withdrawn, "withdrawn", channel=scene.pick(("email", "all")))
    rows = [scene.send(at) for at in late]
    return _messages(WITHOUT, *rows) + _messages(WITHDRAWN, *rows)


@flaw("mail-after-refusal")
def mail_after_refusal(scene: Scene) -> list[Found]:
    """Somebody said no and gets e-mail."""
    (refused,), late = scene.course(1)
    scene.choice(refused, "refused", wording=scene.wording("web", refused), how="tick", source="webform")
    return _messages(WITHOUT, *map(scene.send, late))


@flaw("mail-after-objection", weight=OFTEN)
def mail_after_objection(scene: Scene) -> list[Found]:
    """Somebody objected to direct marketing and gets e-mail."""
    (given, first, objected), late = scene.course(3)
    scene.yes(given)
    scene.send(first)
    scene.choice(objected, "objected", purpose=scene.pick((None, scene.purpose)), channel="all", how="oral")
    rows = [scene.send(at) for at in late]
    return _messages(WITHOUT, *rows) + _messages(OBJECTED, *rows)


@flaw("post-after-objection-request", weight=OFTEN)
def post_after_objection_request(scene: Scene) -> list[Found]:
    """A request to stop direct marketing was closed, but the leaflets go on."""
    (first, asked), late = scene.course(2)
    scene.send(first, "post", purpose="postal_mailing")
    request = scene.draft["requests"].append(
        when=asked,
        contact=scene.contact,
        kind="objection_marketing",
        received_at=asked,
        by="self",
        answered_at=asked.astype(DAY) + days(1),
        outcome="done",
    )
    rows = [scene.send(at, "post", purpose="postal_mailing") for at in late]
    return [*_messages(OBJECTED, *rows), (IGNORED, "requests", request)]


@flaw("mail-before-consent")
def mail_before_consent(scene: Scene) -> list[Found]:
    """The yes came after the message."""
    early, given, late = scene.moments(3)
    row = scene.send(early)
    scene.yes(given)
    scene.send(late)
    return _messages(WITHOUT, row)


@flaw("consent-for-another-channel")
def consent_for_another_channel(scene: Scene) -> list[Found]:
    """A yes to text messages does not cover e-mail."""
    (given,), late = scene.course(1)
    scene.yes(given, channel=scene.pick(("sms", "app", "post")))
    return _messages(WITHOUT, *map(scene.send, late))


@flaw("consent-for-another-purpose")
def consent_for_another_purpose(scene: Scene) -> list[Found]:
    """A yes to one purpose does not cover another."""
    (given,), late = scene.course(1)
    scene.yes(given, purpose="events" if scene.purpose != "events" else "offers")
    return _messages(WITHOUT, *map(scene.send, late))


def _proof(missing: str, scene: Scene) -> list[Found]:
    """A consent without one of the facts that prove it, and the messages that rest on it."""
    (given,), late = scene.course(1)
    consent = scene.yes(given, **{missing: None})
    return [(PROOF, "consents", consent), *_messages(WITHOUT, *map(scene.send, late))]


for _missing in _PROOFS:
    flaw(f"proof-without-{_missing}")(partial(_proof, _missing))


def _invalid(scene: Scene, **other) -> list[Found]:
    """A consent that fails a condition, and the messages that rest on it."""
    (given,), late = scene.course(1)
    if "wording" not in other:
        other["wording"] = scene.wording("maat" if scene.purpose == "tailored_offers" else "web", given)
    consent = scene.yes(given, **other)
    return [(CONDITION, "consents", consent), *_messages(WITHOUT, *map(scene.send, late))]


@flaw("consent-without-act", weight=OFTEN)
def consent_without_act(scene: Scene) -> list[Found]:
    """A box that was ticked beforehand, silence, or scrolling on: no act shows the consent."""
    return _invalid(scene, how=scene.pick(("pre_ticked", "silence", "scroll")))


def _form(condition: str, scene: Scene) -> list[Found]:
    """A wording by which a condition of valid consent fails."""
    facts = scene.pick(_FORMS[condition])
    wording = scene.form(**facts)
    # A wording for another purpose may be fine in itself; it is only wrong for this consent.
    itself = [] if "purposes" in facts else [(FORM, "policy", wording)]
    return _invalid(scene, wording=wording) + itself


for _condition in _FORMS:
    flaw(f"form-not-{_condition}", weight=OFTEN if len(_FORMS[_condition]) > 1 else 1)(partial(_form, _condition))


@flaw("consent-not-explicit")
def consent_not_explicit(scene: Scene) -> list[Found]:
    """A tick is not enough where explicit consent is asked."""
    scene.purpose = "tailored_offers"
    return _invalid(scene)


@flaw("minor-alone", role="minor", weight=OFTEN)
def minor_alone(scene: Scene) -> list[Found]:
    """A child consented where the representative should have."""
    scene.purpose = "youth_club"
    (given,), late = scene.course(1)
    consent = scene.yes(given, wording=scene.wording("jeugd", given))
    return [(MINOR, "consents", consent), *_messages(WITHOUT, *map(scene.send, late))]


def _calls_ended(draft: Draft) -> np.datetime64:
    """The first day on which the customer exception no longer covers calls; the last day when it never did."""
    return max((end for _, end in draft.rules.customer.get("phone", [])), default=draft.until)


def _exception(column: str, scene: Scene) -> list[Found]:
    """E-mail to a customer although a condition of the customer exception fails or is not shown."""
    scene.purpose = "customer_offers"
    value = scene.pick(_EXCEPTION[column])
    if column in _OF_CONTACT:
        scene.draft["contacts"].set(scene.contact, **{column: value})
        row = scene.send(scene.moments(1)[0])
    else:
        first, late = scene.moments(2)
        scene.send(first)
        row = scene.send(late, **{column: value})
    found = _messages(WITHOUT, row) + _messages(CUSTOMER, row)
    return found + (_messages(OPTOUT, row) if column == "optout_offered" else [])


for _column in _EXCEPTION:
    flaw(f"exception-without-{_column.replace('_', '-')}", role="customer", weight=OFTEN)(partial(_exception, _column))


def _ended(draft: Draft) -> bool:
    return _calls_ended(draft) < draft.until - days(30)


@flaw("call-to-customer", role="customer", weight=OFTEN, possible=_ended)
def call_to_customer(scene: Scene) -> list[Found]:
    """Own customers may no longer be called without consent; the call before that day was in order."""
    scene.purpose, ended = "customer_offers", _calls_ended(scene.draft)
    if ended - days(100) > scene.begin:
        scene.send(scene.moments(1, ended - days(60), ended - days(5))[0], "phone")
    row = scene.send(scene.moments(1, ended + days(3))[0], "phone")
    return _messages(WITHOUT, row) + _messages(CUSTOMER, row)


@flaw("mail-without-sender")
def mail_without_sender(scene: Scene) -> list[Found]:
    """A message that does not state its real sender and an address to stop."""
    given, first, late = scene.moments(3)
    scene.yes(given)
    scene.send(first)
    return _messages(OPTOUT, scene.send(late, sender_stated=False))


@flaw("call-without-optout", possible=lambda draft: draft.rules.optout_calls < draft.until - days(60))
def call_without_optout(scene: Scene) -> list[Found]:
    """In a sales call objecting was not offered."""
    scene.purpose = "telephone_sales"
    given, late = scene.moments(2, max(scene.begin, scene.draft.rules.optout_calls + days(4)))
    scene.yes(given, channel="phone", how="oral", source="phone_call", wording=scene.wording("bel", given))
    return _messages(OPTOUT, scene.send(late, "phone", optout_offered=False))


@wide("forms-not-in-use")
def forms_not_in_use(draft: Draft) -> list[Found]:
    """Two new wordings that nobody has answered yet: one keeps no proof, one lets children answer alone."""
    year = draft.until.astype("datetime64[Y]")
    drafts = {
        f"app-{year}-proef": {"proof_kept": False},
        f"jeugd-{year}-proef": {"purpose": "youth_club", "youngest_age": 10, "representative_asked": False},
    }
    rows = [form_row({"wording": name} | facts) for name, facts in drafts.items()]
    draft.policy["consent_forms"] += rows
    return [(FORM, "policy", name) for name in drafts]
