"""Offline, encrypted field records for health visitors and family therapists."""

__version__ = "0.1.0"
