"""A program on an empty desk, and one with a store and two families on it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from program import Program

from .sharing_people import People

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def families_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The desk that is copied for every test."""
    home = tmp_path_factory.mktemp("families")
    Program(home).families()
    return home


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program, with no store yet."""
    return Program(tmp_path / "desk")


@pytest.fixture
def families(tmp_path: Path, families_made: Path) -> Program:
    """The program with families: A17 with mor, far, barn1 and one visit; B03 before birth."""
    home = tmp_path / "desk"
    shutil.copytree(families_made, home)
    return Program(home)


@pytest.fixture
def people(tmp_path: Path) -> People:
    """Mette, Jens, Lone and Birgit, with each other's keys."""
    return People(tmp_path)
