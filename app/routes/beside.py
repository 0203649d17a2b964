"""Two runs of one network beside each other: where they differ, and the differences themselves."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from app import beside, schemas
from app.answers import for_ever
from app.engine.types import Array
from app.routes import asked, forms
from app.routes.asked import OtherRun, RunId
from app.routes.chosen import Choice
from app.runs import Run, Runs
from app.service import Service

MANY = """\
The second run's numbers minus the first's, of all layers or some: [c, h, w] by name.

Of one layer, also single maps: ?layers=conv_1_1&channels=4,17. And single stretches of them:
&rows=32:64&columns=0:32."""
ONE = forms.Said(
    json="The exact differences of one layer: channels of rows of columns.",
    npy="The exact differences of one layer, for numpy.load.",
    sheet="The differences of all maps of one layer on one sheet: blue where there is more.",
    one="The differences of one map, on the colour scale of its layer.",
)


@dataclass(frozen=True)
class Apart:
    """What two runs differ by, the second minus the first, as ``forms`` asks for it."""

    runs: Runs
    run: str
    other: str
    picture: str | None = None

    @property
    def name(self) -> str:
        return f"{self.run}-{self.other}"

    def layer(self, layer: str) -> Array:
        one, two = self._both()
        return beside.apart(asked.maps(one, layer), asked.maps(two, layer))

    def one(self, layer: str, channel: int) -> Array:
        asked.one_map(self.runs.get(self.run), layer, channel)
        return self.layer(layer)

    def some(self, choice: Choice) -> dict[str, Array]:
        one, two = (choice.of(side) for side in self._both())
        return {name: beside.apart(one[name], two[name]) for name in one}

    def _both(self) -> tuple[Run, Run]:
        return beside.both(self.runs, self.run, self.other)


def router(service: Service) -> APIRouter:
    """Everything under /api/runs/{run}/against/{other}: both runs are of one network."""
    routes = APIRouter(prefix="/api/runs/{run}/against/{other}", tags=["runs"])
    runs, settings = service.runs, service.settings

    async def differences(run: RunId, other: OtherRun) -> Apart:
        return Apart(runs, run, other)

    @routes.get("", response_model=schemas.Beside)
    def show(run: RunId, other: OtherRun, request: Request) -> Response:
        """Which layers of two runs differ, where, and by how much; the first is named."""
        return for_ever(
            request, f"{run}-{other}", lambda: beside.beside(*beside.both(runs, run, other))
        )

    forms.of_many(routes, "", differences, MANY)
    forms.of_one(routes, "", differences, ONE, settings)
    return routes
