"""What the tests of reports share: both languages, left as they were found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from spaedbarn_cli.i18n import catalog

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(params=catalog.LANGUAGES)
def lang(request: pytest.FixtureRequest) -> Iterator[str]:
    """Return each language in turn, in use."""
    catalog.use(request.param)
    yield request.param
    catalog.use(catalog.DEFAULT)


@pytest.fixture
def danish() -> Iterator[None]:
    """Settle on Danish, whatever a test before this one spoke."""
    catalog.use("da")
    yield
    catalog.use(catalog.DEFAULT)
