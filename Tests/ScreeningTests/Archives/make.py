#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the archives of this folder anew, with tools that others wrote: openpyxl, XlsxWriter, odfpy, python-docx,
ReportLab, zip, tar, xz, 7z.

They hold a table with a small count, and a word that no cell shows.
"""
import datetime
import io
import os
import subprocess
import tarfile
import zipfile

import docx
import odf.opendocument
import odf.table
import odf.text
import openpyxl
import openpyxl.comments
import reportlab.platypus
import xlsxwriter

os.chdir(os.path.dirname(os.path.abspath(__file__)))
ROWS = [["site", "day", "n"], ["Nord", datetime.date(2026, 5, 21), 3], ["Sued", datetime.date(2026, 5, 22), 310]]

book = openpyxl.Workbook()
for row in ROWS:
    book.active.append(row)
book.active["F5"] = "far"
book.active["A2"].comment = openpyxl.comments.Comment("Ask rita@nordmark.example.org", "R.")
book.create_sheet("Second").append(["text"])
book.save("openpyxl.xlsx")

book = xlsxwriter.Workbook("xlsxwriter.xlsx")
sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
sheet.write(0, 0, "site")
sheet.write_rich_string(0, 1, "co", bold, "un", "t")
for number, row in enumerate(ROWS[1:], 1):
    sheet.write_row(number, 0, [row[0], row[2]])
book.close()

document = odf.opendocument.OpenDocumentSpreadsheet()
table = odf.table.Table(name="Werte")
for row in ROWS:
    line = odf.table.TableRow()
    for cell in row:
        box = odf.table.TableCell()
        box.addElement(odf.text.P(text=str(cell)))
        line.addElement(box)
    table.addElement(line)
document.spreadsheet.addElement(table)
document.save("odfpy.ods")

document = docx.Document()
table = document.add_table(3, 3)
for number, row in enumerate(ROWS):
    for place, cell in enumerate(row):
        table.cell(number, place).text = str(cell)
whole = io.BytesIO()
document.save(whole)
# Without the template's styles, which are ten times as long as the rest.
with zipfile.ZipFile(whole) as old, zipfile.ZipFile("python-docx.docx", "w", zipfile.ZIP_DEFLATED) as new:
    for name in ["[Content_Types].xml", "_rels/.rels", "word/document.xml", "docProps/core.xml"]:
        new.writestr(name, old.read(name))

reportlab.platypus.SimpleDocTemplate("reportlab.pdf", invariant=1).build(
    [reportlab.platypus.Table([[str(cell) for cell in row] for row in ROWS])]
)

csv = "site,n\nNord,3\nSued,310\n".encode()
with zipfile.ZipFile("two.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("harmless.csv", "step,loss\n1,0.5\n2,0.4\n")
    archive.writestr("counts.csv", csv)
with tarfile.open("one.tar.xz", "w:xz") as archive:
    entry = tarfile.TarInfo("counts.csv")
    entry.size = len(csv)
    archive.addfile(entry, io.BytesIO(csv))
with open("counts.csv", "wb") as file:
    file.write(csv)
subprocess.run(["7z", "a", "-bd", "one.7z", "counts.csv"], check=True, stdout=subprocess.DEVNULL)
os.remove("counts.csv")
if os.path.exists("locked.zip"):
    os.remove("locked.zip")
subprocess.run(["zip", "-q", "-P", "secret", "locked.zip", "make.py"], check=True)
with zipfile.ZipFile("bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    archive.writestr("zeros", b"0" * (4 << 20))
