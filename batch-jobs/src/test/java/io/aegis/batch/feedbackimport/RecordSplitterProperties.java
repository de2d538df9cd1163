package io.aegis.batch.feedbackimport;

import static org.assertj.core.api.Assertions.assertThat;

import com.opencsv.RFC4180ParserBuilder;
import io.aegis.csv.CsvWriter;
import io.aegis.csv.Formulas;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RecordSplitterProperties {

    @Provide
    Arbitrary<String> anything() {
        return Arbitraries.strings().withChars("ab,\"\n\r;é").ofMaxLength(60);
    }

    @Provide
    Arbitrary<List<List<String>>> table() {
        return Arbitraries.strings()
                .withChars("ab,\"\n\r; é=+'")
                .ofMaxLength(12)
                .list()
                .ofSize(3)
                .list()
                .ofMaxSize(8);
    }

    @Property
    void what_a_writer_wrote_is_read(@ForAll("table") List<List<String>> table) throws IOException {
        StringBuilder file = new StringBuilder();
        CsvWriter writer = new CsvWriter(file);
        for (List<String> row : table) {
            writer.record(row);
        }
        List<RawRecord> records = RecordSplitterTest.all(RecordSplitterTest.splitter(file.toString()));

        assertThat(records).as(file.toString()).hasSize(table.size());
        for (int i = 0; i < records.size(); i++) {
            assertThat(records.get(i).problem()).as(file.toString()).isEmpty();
            String[] fields = new RFC4180ParserBuilder()
                    .build()
                    .parseLine(new String(records.get(i).bytes(), StandardCharsets.UTF_8));
            assertThat(Arrays.stream(fields).map(Formulas::restored).toList())
                    .as(file.toString())
                    .isEqualTo(table.get(i));
        }
    }

    /** Each line is in a record once, and a good line behind anything is still read. */
    @Property
    void no_content_loses_what_follows(@ForAll("anything") String before) {
        String file = before + "\n" + "plain\n".repeat(RecordSplitter.MAX_LINES + 1) + "last, 1\n";
        List<RawRecord> records = RecordSplitterTest.all(RecordSplitterTest.splitter(file));

        RawRecord last = records.getLast();
        assertThat(new String(last.bytes(), StandardCharsets.UTF_8)).as(before).isEqualTo("last, 1");
        assertThat(last.problem()).as(before).isEmpty();
        for (int i = 1; i < records.size(); i++) {
            assertThat(records.get(i).line())
                    .as(before)
                    .isGreaterThan(records.get(i - 1).line());
        }
    }

    /** What the splitter lets pass, the parser takes apart. */
    @Property
    void a_record_without_problem_has_fields(@ForAll("anything") String file) throws IOException {
        for (RawRecord record : RecordSplitterTest.all(RecordSplitterTest.splitter(file))) {
            if (record.problem().isEmpty()) {
                String text = new String(record.bytes(), StandardCharsets.UTF_8);
                assertThat(new RFC4180ParserBuilder().build().parseLine(text))
                        .as(text)
                        .isNotEmpty();
            }
        }
    }
}
