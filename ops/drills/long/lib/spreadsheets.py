# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes tables (JSON: tables of rows of texts) with openpyxl, XlsxWriter and the dialects of Python's csv into a folder."""
import csv
import json
import sys

import openpyxl
import xlsxwriter

tables = json.load(open(sys.argv[1], encoding="utf-8"))


def path(number, kind):
    return "%s/table%03d.%s" % (sys.argv[2], number, kind)


def cells(table):
    return [[int(row[0]) if row[0].isdigit() else row[0]] + row[1:] for row in table]


for number, table in enumerate(tables):
    book = openpyxl.Workbook()
    for row in cells(table):
        book.active.append(row)
    book.save(path(number, "openpyxl.xlsx"))
    for kind, options in (("xlsxwriter", {}), ("xlsxwriter-inline", {"constant_memory": True})):
        with xlsxwriter.Workbook(path(number, kind + ".xlsx"), options) as book:
            sheet = book.add_worksheet("Feedback")
            bold = book.add_format({"bold": True})
            for at, row in enumerate(cells(table)):
                sheet.write_row(at, 0, row, bold if at == 0 else None)
    for kind, charset, options in (
        ("excel", "utf-8", {"dialect": "excel"}),
        ("tab", "utf-8", {"dialect": "excel-tab"}),
        ("unix", "utf-8", {"dialect": "unix"}),
        ("semicolon-bom", "utf-8-sig", {"delimiter": ";", "quoting": csv.QUOTE_NONNUMERIC}),
        ("minimal", "utf-16", {"lineterminator": "\n"}),
    ):
        with open(path(number, kind + ".csv"), "w", encoding=charset, newline="") as out:
            csv.writer(out, **options).writerows(table)
