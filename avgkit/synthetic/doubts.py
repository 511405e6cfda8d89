"""What no check finds: records of which nobody can tell."""

from .flaws import Found, Scene, flaw


@flaw("wording-not-declared")
def wording_not_declared(scene: Scene) -> list[Found]:
    """The consent rests on a wording that is not among the declared ones."""
    given, late = scene.moments(2)
    scene.yes(given, wording="web-2017-1")
    scene.send(late)
    return []


@flaw("message-without-moment")
def message_without_moment(scene: Scene) -> list[Found]:
    """Nobody knows when the message was sent."""
    given, late = scene.moments(2)
    scene.yes(given)
    scene.send(late, sent_at=None)
    return []


@flaw("age-not-known")
def age_not_known(scene: Scene) -> list[Found]:
    """Without a date of birth nobody knows whether a minor consented; the message stands."""
    given, late = scene.moments(2)
    scene.draft["contacts"].set(scene.contact, birth_date=None)
    scene.yes(given)
    scene.send(late)
    return []
