/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkbookTest {

    private static final String SHEET = "xl/worksheets/sheet1.xml";

    private final Map<String, String> parts = new LinkedHashMap<>();

    private Workbook open() throws IOException {
        return Workbook.open(new Workbook.Parts() {
            @Override
            public List<String> names() {
                return List.copyOf(parts.keySet());
            }

            @Override
            public InputStream open(String name) {
                return new ByteArrayInputStream(parts.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private List<SheetRow> rows(int sheet) throws IOException {
        List<SheetRow> all = new ArrayList<>();
        try (SheetRows rows = open().rows(sheet)) {
            for (Optional<SheetRow> next = rows.next(); next.isPresent(); next = rows.next()) {
                all.add(next.get());
            }
            assertThat(rows.next()).isEmpty();
        }
        return all;
    }

    private void sheet(String rows) {
        parts.put(SHEET, "<worksheet><sheetData>" + rows + "</sheetData><after/></worksheet>");
    }

    /** The cells of the only row of a sheet. */
    private List<String> cells(String cells) throws IOException {
        sheet("<row r='1'>" + cells + "</row>");
        return rows(0).getFirst().cells();
    }

    @Test
    void a_long_text_in_very_many_cells_ends_the_sheet_before_it_fills_a_disk() throws IOException {
        String row = "<row><c t='s'><v>0</v></c></row>";
        parts.put("xl/sharedStrings.xml", "<sst><si><t>" + "x".repeat(32_000) + "</t></si></sst>");
        sheet(row.repeat(2_000));
        assertThatThrownBy(() -> rows(0)).isInstanceOf(WorkbookException.class).hasMessageContaining("many times");
        sheet(row.repeat(500));
        assertThat(rows(0)).hasSize(500);
        parts.put("xl/sharedStrings.xml", "<sst><si><t>Strongly agree</t></si></sst>");
        sheet(row.repeat(20_000));
        assertThat(rows(0)).hasSize(20_000);
    }

    @Test
    void texts_numbers_and_truths() throws IOException {
        parts.put(
                "xl/sharedStrings.xml",
                "<sst><si><t>plain</t></si><si><r><t>rich </t></r><r><rPr/><t>text</t></r><rPh><t>ruby</t></rPh></si>"
                        + "<si><t xml:space='preserve'> a_x000D_&#10;b _x005F_x0041_ &amp; c </t></si></sst>");
        assertThat(
                        cells(
                                "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' t='s'><v>2</v></c>"
                                        + "<c r='E1' t='inlineStr'><is><r><t>in</t></r><t>line</t></is></c><c t='str'><f>A1</f><v>formula</v></c>"
                                        + "<c t='b'><v>1</v></c><c t='b'><v>0</v></c><c t='e'><v>#N/A</v></c><c><v>2.50</v></c>"
                                        + "<c t='s'><v>7</v></c><c t='s'><v>x</v></c><c t='d'><v>2026-01-03T10:00:00Z</v></c><c s='3'/>"))
                .containsExactly(
                        "plain",
                        "rich text",
                        " a\r\nb _x0041_ & c ",
                        "",
                        "inline",
                        "formula",
                        "true",
                        "false",
                        "",
                        "2.5",
                        "",
                        "",
                        "2026-01-03T10:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "0,1,1",
        "0,0.30000000000000004,0.3",
        "0,123456789012,123456789012",
        "0,1E3,1000",
        "0,-0.0,0",
        "0,1E+999999999,1E+999999999",
        "0,nonsense,nonsense",
        "1,46025,2026-01-03",
        "1,46025.416666666664,2026-01-03T10:00:00",
        "1,1,1900-01-01",
        "1,61,1900-03-01",
        "1,0.5,12:00:00",
        "1,-5,-5",
        "2,46025.5,2026-01-03T12:00:00",
        "3,46025,46025",
        "4,46025,2026-01-03",
        "9,5,5"
    })
    void numbers_are_written_as_people_see_them(int style, String value, String shown) throws IOException {
        parts.put(
                "xl/styles.xml",
                "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='[$-407]d/ mmm yyyy\\ hh:mm'/>"
                        + "<numFmt numFmtId='171' formatCode='\"days\" 0.00 [Red]'/><numFmt numFmtId='172' formatCode='[h]:mm'/></numFmts>"
                        + "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
                        + "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/><xf numFmtId='171'/>"
                        + "<xf numFmtId='172'/><xf/></cellXfs></styleSheet>");
        assertThat(cells("<c s='" + style + "'><v>" + value + "</v></c>")).containsExactly(shown);
    }

    @Test
    void days_may_count_from_1904() throws IOException {
        parts.put("xl/workbook.xml", "<workbook><workbookPr date1904='1'/></workbook>");
        parts.put("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId='22'/></cellXfs></styleSheet>");
        assertThat(cells("<c s='0'><v>1</v></c>")).containsExactly("1904-01-02");
    }

    @Test
    void the_table_of_contents_names_the_sheets() throws IOException {
        parts.put(
                "xl/workbook.xml",
                "<x:workbook xmlns:x='m' xmlns:r='r'><x:sheets><x:sheet name='Hidden' state='hidden' r:id='rId2'/>"
                        + "<x:sheet name='Reviews' r:id='rId1'/><x:sheet name='Chart' r:id='rId3'/></x:sheets></x:workbook>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='rId1' Target='worksheets/second.xml'/>"
                        + "<Relationship Id='rId2' Target='/xl/worksheets/sheet1.xml'/>"
                        + "<Relationship Id='rId3' Target='chartsheets/sheet1.xml'/></Relationships>");
        parts.put(
                "xl/worksheets/second.xml", "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>");
        sheet("<row><c><v>1</v></c></row>");
        assertThat(open().sheetNames()).containsExactly("Hidden", "Reviews");
        assertThat(open().firstVisible()).isEqualTo(1);
        assertThat(rows(1).getFirst().cells()).containsExactly("2");
        assertThat(rows(0).getFirst().cells()).containsExactly("1");
    }

    @Test
    void without_a_usable_table_of_contents_sheets_lie_where_they_usually_lie() throws IOException {
        sheet("<row><c><v>1</v></c></row>");
        parts.put("xl/worksheets/sheet10.xml", "<worksheet/>");
        parts.put("xl/worksheets/sheet2.xml", "<worksheet/>");
        assertThat(open().sheetNames()).containsExactly("Sheet1", "Sheet2", "Sheet3");
        parts.put("xl/workbook.xml", "<workbook/><workbook/>");
        assertThat(open().sheetNames()).hasSize(3);
        parts.put("xl/workbook.xml", "<workbook><sheet name='All hidden' state='hidden'/></workbook>");
        assertThat(open().firstVisible()).isZero();
        assertThat(open().sheetNames()).containsExactly("All hidden");
    }

    @Test
    void rows_keep_their_numbers() throws IOException {
        sheet("<row r='3'><c r='b3'><v>1</v></c></row><row/><row r='2'/><row r='x'/><row r='9'/>");
        assertThat(rows(0)).extracting(SheetRow::number).containsExactly(3L, 4L, 5L, 6L, 9L);
        assertThat(rows(0).getFirst().cells()).containsExactly("", "1");
    }

    @Test
    void what_no_sheet_has_is_refused_or_left_out() throws IOException {
        assertThat(cells("<c r='XFD1' s='1'/><c r='A1'><v>1</v></c>")).containsExactly("1");
        assertThatThrownBy(() -> cells("<c r='XFD1'><v>1</v></c>"))
                .isInstanceOf(WorkbookException.class)
                .hasMessageContaining("more than 1000 columns");
        assertThat(cells("<c r='ZZZZZZ1'><v>1</v></c><c r='7'><v>2</v></c>")).containsExactly("1", "2");
        assertThat(cells("<c t='s'><v>999999999</v></c><c t='s'><v>-1</v></c>")).isEmpty();
        String huge = "x".repeat(PartReader.LONGEST_TEXT + 5000);
        assertThat(cells("<c t='inlineStr'><is><t>" + huge + "</t></is></c>")
                        .getFirst()
                        .length())
                .isBetween(PartReader.LONGEST_TEXT, PartReader.LONGEST_TEXT + 5000);
    }

    @Test
    void entities_are_neither_expanded_nor_fetched() {
        String dtd = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'><!ENTITY b '&a;&a;'>]>";
        parts.put(SHEET, dtd + "<worksheet><sheetData><row><c t='str'><v>&a;</v></c></row></sheetData></worksheet>");
        assertThatThrownBy(() -> rows(0)).isInstanceOf(WorkbookException.class).hasMessageContaining("not well-formed");
        sheet("<row><c t='str'><v>&a;</v></c></row>");
        assertThatThrownBy(() -> rows(0)).isInstanceOf(WorkbookException.class);
        sheet("<row><c t='str'><v>cut");
        assertThatThrownBy(() -> rows(0)).isInstanceOf(WorkbookException.class);
        parts.put(SHEET, "no xml");
        assertThatThrownBy(() -> rows(0)).isInstanceOf(WorkbookException.class);
    }

    @Test
    void many_texts_and_many_references_to_characters_are_read() throws IOException {
        StringBuilder texts = new StringBuilder("<sst>");
        StringBuilder rows = new StringBuilder();
        int count = 30_000;
        for (int i = 0; i < count; i++) {
            texts.append("<si><t>text &amp; more &#x41; of it ").append(i).append("</t></si>");
            rows.append("<row><c t='s'><v>").append(count - 1 - i).append("</v></c></row>");
        }
        parts.put("xl/sharedStrings.xml", texts.append("</sst>").toString());
        sheet(rows.toString());
        List<SheetRow> all = rows(0);
        assertThat(all).hasSize(count);
        assertThat(all.getFirst().cells()).containsExactly("text & more A of it " + (count - 1));
        assertThat(all.getLast().cells()).containsExactly("text & more A of it 0");
    }

    @Test
    void a_sheet_has_an_end() throws IOException {
        sheet("<row/>".repeat((1 << 20) + 1));
        assertThatThrownBy(() -> rows(0)).isInstanceOf(WorkbookException.class).hasMessageContaining("1048576 rows");
    }
}
