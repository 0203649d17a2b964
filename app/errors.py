"""Everything that can go wrong on purpose, and how it is said.

Each error carries one sentence that can be shown to a person as it stands: what happened,
what was expected, what to do next. The service answers it as ``application/problem+json``.

    ConvscopeError                  500  something went wrong
      SetupError                    500  the service itself cannot start like this
      BadRequest                    422  the question makes no sense
        BadEdit                     422  an edit of the weights that cannot be made
        BadExperiment               422  settings that no layer could have
        BadWeights                  422  a file whose weights do not fit the network
        TooMuch                     422  an answer that would be too long, or too much work
        BadFilter                   422  a filter that cannot be laid on that picture
        DamagedPicture              422  a picture that starts well and then breaks off
        BadCrop                     422  a square that does not lie inside the picture
      NotFound                      404  there is no such thing
        UnknownNetwork, UnknownRun, UnknownLayer, UnknownCell, UnknownSample, UnknownPreset,
        UnknownMission, UnknownStory
        RunNotKept                  404  a run that was, but has been forgotten
        PictureNotKept              404  a picture that was, but has been forgotten
        WeightsNotKept              404  weights that were loaded, but have been forgotten
      TooLarge                      413  more than the service takes
        TooManyPixels               413
        BodyTooLarge                413
      UnsupportedPicture            415  not a picture, or of a kind that is not read
      NotReady                      503  not now
        Busy                        503  too many ask for long work at once
"""

# ruff: noqa: N818  (raise RunNotKept(...) reads as it is meant)

from typing import Any, ClassVar


class ConvscopeError(Exception):
    """Something went wrong, said in one sentence."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "error"
    title: ClassVar[str] = "Something went wrong"
    retry_after: ClassVar[int | None] = None
    """Seconds after which asking again may help."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def problem(self, instance: str) -> dict[str, Any]:
        """The error as RFC 9457 has it, for the address where it happened."""
        return problem(self.status, self.title, self.slug, self.detail, instance)


def problem(status: int, title: str, slug: str, detail: str, instance: str) -> dict[str, Any]:
    """An ``application/problem+json`` body.

    >>> problem(404, "Unknown", "unknown", "There is no such page.", "/x")["type"]
    'urn:convscope:problem:unknown'
    """
    return {
        "type": f"urn:convscope:problem:{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": instance,
    }


class SetupError(ConvscopeError):
    """The service cannot start like this; the sentence says what to change."""

    slug, title = "setup", "Not set up"


class BadRequest(ConvscopeError):
    """The question makes no sense as it was asked."""

    status, slug, title = 422, "bad-request", "That cannot be answered"


class BadEdit(BadRequest):
    """An edit that cannot be made. Nothing was changed."""

    slug, title = "bad-edit", "That edit cannot be made"


class BadExperiment(BadRequest):
    """An experiment that cannot be made as it was asked for."""

    slug, title = "bad-experiment", "That cannot be tried out"


class BadFilter(BadRequest):
    """A filter that makes no sense, or that cannot be laid on that picture."""

    slug, title = "bad-filter", "That filter cannot be used"


class BadWeights(BadRequest):
    """A file that is no file of weights, or whose weights do not fit the network."""

    slug, title = "bad-weights", "Those weights do not fit"


class TooMuch(BadRequest):
    """An answer that would be too long, or too much work, in one go."""

    slug, title = "too-much", "Too much at once"


class BadCrop(BadRequest):
    """The square to cut out does not lie inside the picture."""

    slug, title = "bad-crop", "That square does not fit"


class DamagedPicture(BadRequest):
    """The file says it is a picture, but it cannot be read to its end."""

    slug, title = "damaged-picture", "That picture is damaged"


class NotFound(ConvscopeError):
    """There is no such thing."""

    status, slug, title = 404, "not-found", "Not found"


class UnknownNetwork(NotFound):
    slug, title = "unknown-network", "No such network"


class UnknownRun(NotFound):
    slug, title = "unknown-run", "No such run"


class UnknownLayer(NotFound):
    slug, title = "unknown-layer", "No such layer"


class UnknownCell(NotFound):
    slug, title = "unknown-cell", "No such cell"


class UnknownSample(NotFound):
    slug, title = "unknown-sample", "No such sample"


class UnknownPreset(NotFound):
    slug, title = "unknown-preset", "No such filter"


class UnknownMission(NotFound):
    slug, title = "unknown-mission", "No such mission"


class UnknownStory(NotFound):
    """Nothing is told about this network."""

    slug, title = "unknown-story", "No such story"


class RunNotKept(NotFound):
    """Computed once and forgotten since; sending the picture again brings it back."""

    slug, title = "run-not-kept", "No longer kept"


class PictureNotKept(NotFound):
    """Sent once and forgotten since; sending it again brings it back."""

    slug, title = "picture-not-kept", "No longer kept"


class WeightsNotKept(NotFound):
    """Loaded once and forgotten since; loading the file again brings them back."""

    slug, title = "weights-not-kept", "No longer kept"


class TooLarge(ConvscopeError):
    """More than the service takes."""

    status, slug, title = 413, "too-large", "Too large"


class BodyTooLarge(TooLarge):
    slug, title = "body-too-large", "Too much to send"


class TooManyPixels(TooLarge):
    slug, title = "too-many-pixels", "Too many pixels"


class UnsupportedPicture(ConvscopeError):
    """Not a picture, or one of a kind that is not read here."""

    status, slug, title = 415, "unsupported-picture", "Not a picture we can read"


class NotReady(ConvscopeError):
    """Not now."""

    status, slug, title = 503, "not-ready", "Not ready"


class Busy(NotReady):
    """Long work is under way, and others wait for it already."""

    slug, title = "busy", "Busy"
    retry_after = 5
