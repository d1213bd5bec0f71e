"""Reads files with astropy as its users do and prints what is wrong, a line for each fault.

usage: python3 -W error read_with_astropy.py FILE...

A file's name tells its format: .vot, .votable, .ecsv, .csv, and FITS for all others.
"""
import sys
import warnings

from astropy.io import fits
from astropy.io.votable import exceptions, parse
from astropy.table import QTable, Table
from astropy.units import UnrecognizedUnit


def check(table, columns):
    """Every unit must be one that astropy knows."""
    for name in columns:
        if isinstance(table[name].unit, UnrecognizedUnit):
            raise ValueError(f"column {name} has the unknown unit {table[name].unit}")
    if len(table.colnames) == 0:
        raise ValueError("no columns")


def read(name):
    kinds = {"vot": "votable", "votable": "votable", "ecsv": "ascii.ecsv", "csv": "ascii.csv"}
    kind = kinds.get(name.rsplit(".", 1)[-1], "fits")
    if kind != "fits":
        for reader in Table, QTable:
            table = reader.read(name, format=kind)
            check(table, table.colnames)
        if kind == "votable":
            with warnings.catch_warnings():
                # The standard allows a table's name to have blanks; astropy makes an XML identifier of it.
                warnings.simplefilter("ignore", exceptions.W03)
                parse(name, verify="warn")
        return
    with fits.open(name) as file:
        file.verify("exception")
        tables = [i for i, hdu in enumerate(file) if isinstance(hdu, fits.BinTableHDU)]
        for i in tables:
            file[i].data.tolist()
    if not tables:
        raise ValueError("no table")
    for i in tables:
        # A column that has a unit and arrays of several lengths, as the matrix of a response, is nothing for a QTable.
        for reader in (Table,) if name.endswith(".rsp") else (Table, QTable):
            # With one table, as in results, no user names it.
            table = reader.read(name) if len(tables) == 1 and name.endswith(".fits") else reader.read(
                name, hdu=i, format="fits")
            check(table, table.colnames)


for name in sys.argv[1:]:
    try:
        read(name)
    except Exception as e:
        print(f"{name}: {type(e).__name__}: {e}".replace("\n", " "))
