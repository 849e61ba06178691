"""Tests of ldpub."""
