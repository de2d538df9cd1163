/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.command.OperatorCommandLine;
import io.aegis.db.TestSchema;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.testing.ManualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands on customers' data, with a database and without the batch application: the test does its part while they wait. */
class CustomersCommandIT {

    private static final String DONE =
            "UPDATE data_request SET finished_at = UTC_TIMESTAMP(6), counts = '{\"texts_found\": 2}'";

    private static TestSchema schema;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final ManualTime time = new ManualTime();

    @TempDir
    Path folder;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        for (String table : List.of("data_export_piece", "data_request", "job_request")) {
            schema.change("DELETE FROM " + table);
        }
    }

    @FunctionalInterface
    private interface Job {
        void go() throws SQLException;
    }

    private int run(Job job, String answer, String... words) {
        PrintStream told = new PrintStream(err, true, StandardCharsets.UTF_8);
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        CustomersCommand command = new CustomersCommand(
                work -> work.with(new DataRequests(schema.database(), UuidCreator::getTimeOrderedEpoch, new Random(1))),
                pause -> {
                    time.advance(Duration.ofSeconds(50));
                    try {
                        job.go();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                },
                new StringReader(answer),
                printed,
                told,
                time::nanos);
        return OperatorCommandLine.of(new CommandLine(command), printed, told, CauseMessage::of)
                .execute(words);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void exported() throws SQLException {
        schema.change(
                "INSERT IGNORE INTO data_export_piece SELECT id, 1, '{\"text\":1},{\"text\":2}' FROM data_request");
        schema.change("INSERT IGNORE INTO data_export_piece SELECT id, 2, '{\"text\":3}' FROM data_request");
        schema.change(DONE);
    }

    @Test
    void an_export_is_awaited_and_printed_as_json_and_nothing_else() {
        assertThat(run(this::exported, "", "export", "c-1")).as(err()).isZero();
        assertThat(out())
                .startsWith("{\"request_id\":\"")
                .endsWith("\"items\":[\n{\"text\":1},{\"text\":2},\n{\"text\":3}\n]}\n");
        assertThat(err()).contains("texts found: 2", "Proof: SHA-256 ");
    }

    @Test
    void an_export_goes_into_a_new_file_and_replaces_none() throws Exception {
        Path file = folder.resolve("c.json");
        assertThat(run(this::exported, "", "export", "anna@example.org", "--address", "--out", file.toString()))
                .as(err())
                .isZero();
        assertThat(Files.readString(file)).contains("{\"text\":3}");
        assertThat(out()).isEmpty();
        assertThat(schema.value("SELECT subject_kind FROM data_request")).isEqualTo("ADDRESS");
        assertThat(run(this::exported, "", "export", "c-1", "--out", file.toString()))
                .isEqualTo(2);
        assertThat(run(
                        this::exported,
                        "",
                        "export",
                        "c-1",
                        "--out",
                        folder.resolve("no/where").toString()))
                .isEqualTo(2);
        assertThat(err()).contains("is there already", "cannot be written");
    }

    @Test
    void nothing_is_erased_unless_somebody_says_yes() throws Exception {
        assertThat(run(() -> schema.change(DONE), "", "erase", "c-1")).isEqualTo(2);
        assertThat(run(() -> schema.change(DONE), "no\n", "erase", "c-1")).isEqualTo(2);
        assertThat(schema.value("SELECT COUNT(*) FROM data_request")).isEqualTo("0");
        String named = DONE + ", still_named = '[{\"kind\": \"routing_rule\", \"name\": \"VIPs\"}]'";
        assertThat(run(() -> schema.change(named), "yes\n", "erase", "c-1")).isZero();
        assertThat(err()).contains("Still names this customer: routing rule VIPs");
        assertThat(run(() -> schema.change(DONE), "", "erase", "c-2", "--yes")).isZero();
        assertThat(schema.value("SELECT GROUP_CONCAT(DISTINCT kind) FROM data_request"))
                .isEqualTo("ERASURE");
        assertThat(schema.value("SELECT GROUP_CONCAT(DISTINCT job_name) FROM job_request"))
                .isEqualTo("customer-erasure");
        assertThat(run(() -> {}, "", "list")).isZero();
        assertThat(out()).contains("customer-erasure  COMPLETED  asked at ");
    }

    @Test
    void it_is_not_awaited_for_ever_and_what_is_too_short_is_no_address() {
        assertThat(run(() -> {}, "", "export", "c-1")).isEqualTo(1);
        assertThat(err()).contains("batch-jobs has not begun with it");
        assertThat(run(() -> {}, "", "export", "abc", "--address")).isEqualTo(2);
        assertThat(err()).contains("6 to 320 characters");
    }

    @Test
    void a_job_that_failed_is_told_with_what_goes_on_with_it() {
        assertThat(run(
                        () -> {
                            schema.change("INSERT INTO BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY)"
                                    + " VALUES (7, 0, 'customer-export', 'k')");
                            schema.change("INSERT INTO BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID,"
                                    + " CREATE_TIME, STATUS) VALUES (8, 0, 7, UTC_TIMESTAMP(6), 'FAILED')");
                            schema.change("UPDATE job_request SET execution_id = 8");
                        },
                        "",
                        "export",
                        "c-1"))
                .isEqualTo(1);
        assertThat(err()).contains("ended as FAILED; ops/aegis jobs restart 8");
    }

    @Test
    void nobody_was_asked_about_yet() {
        assertThat(run(() -> {}, "", "list")).isZero();
        assertThat(out()).startsWith("Nobody has asked");
    }
}
