/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.db.Database;
import io.aegis.db.DatabaseAccount;
import io.aegis.db.DatabaseSettings;
import io.aegis.db.FaultyWire;
import io.aegis.db.Migrations;
import io.aegis.db.PoolSizes;
import io.aegis.db.ReadAccess;
import io.aegis.db.StatementRefusedException;
import io.aegis.db.TestSchema;
import io.aegis.db.embedded.Account;
import io.aegis.db.embedded.EmbeddedMariaDb;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.settings.Environment;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import io.helidon.dbclient.DbExecute;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers that know nothing of each other: which of them answered shows by its port. */
class ReadReplicaIT {

    private static final EmbeddedMariaDb OTHER = EmbeddedMariaDb.start(Path.of("target", "mariadb-replica"));
    private static final String SCHEMA = OTHER.newSchema();
    private static final TestSchema PRIMARY = TestSchema.create();

    private final FaultyWire wire = new FaultyWire(OTHER.port());
    private final FaultyWire primaryWire = new FaultyWire(TestSchema.serverPort());
    private final Database primary = PRIMARY.open(primaryWire.port(), PoolSizes.DEFAULT);
    private final ReadAccess connections = Database.openReplica(settings(wire), 2, Ticker.system(), new Random());
    private final ReadReplica replica = new ReadReplica(connections, primary, Ticker.system());
    private final ReadAccess reads = ReadReplica.orElse(Optional.of(replica), primary);

    ReadReplicaIT() throws IOException {}

    @BeforeAll
    static void migrate() {
        Migrations.migrate(DatabaseSettings.from(OTHER.settings(SCHEMA), DatabaseAccount.ADMIN));
    }

    @BeforeEach
    void forgetBeats() throws SQLException {
        PRIMARY.change("DELETE FROM scoring_replica");
        changeReplica("DELETE FROM scoring_replica");
    }

    @AfterEach
    void close() throws IOException {
        reads.close();
        replica.close();
        primary.close();
        wire.close();
        primaryWire.close();
    }

    @AfterAll
    static void stop() {
        PRIMARY.close();
        OTHER.close();
    }

    /** As an application is given them, with a wire between that can be cut. */
    private static DatabaseSettings settings(FaultyWire wire) {
        Map<String, String> all = OTHER.settings(SCHEMA);
        Map<String, String> replicas = new HashMap<>();
        replicas.put(
                DatabaseSettings.READ_URL,
                "mariadb://%s:%s@127.0.0.1:%d/%s?sslMode=disable"
                        .formatted(
                                all.get("DATABASE_USER"),
                                URLEncoder.encode(all.get("DATABASE_PASSWORD"), StandardCharsets.UTF_8),
                                wire.port(),
                                SCHEMA));
        Environment environment = Environment.of(replicas, Path.of("target"));
        return DatabaseSettings.replica(environment, PRIMARY.settings()).orElseThrow();
    }

    @Test
    void without_a_replica_the_primary_answers() throws Exception {
        assertThat(answering(ReadReplica.orElse(Optional.empty(), primary))).isEqualTo(TestSchema.serverPort());
    }

    @Test
    void a_replica_answers_from_when_it_was_found_near_and_no_longer_than_it_is() throws Exception {
        assertThat(answering(reads)).isEqualTo(TestSchema.serverPort());

        beat("12:00:04");
        replica.measure();
        assertThat(answering(reads)).as("it has no beat at all").isEqualTo(TestSchema.serverPort());

        arrive("12:00:00");
        replica.measure();
        assertThat(replica.lag()).contains(Duration.ofSeconds(4));
        assertThat(answering(reads)).isEqualTo(OTHER.port());

        beat("12:00:06");
        replica.measure();
        assertThat(replica.lag()).isEmpty();
        assertThat(answering(reads)).isEqualTo(TestSchema.serverPort());

        arrive("12:00:07");
        replica.measure();
        assertThat(replica.lag()).as("what came after the question").contains(Duration.ZERO);
        assertThat(answering(reads)).isEqualTo(OTHER.port());
    }

    @Test
    void a_replica_that_hangs_leaves_time_for_the_primary() throws Exception {
        beat("12:00:00");
        arrive("12:00:00");
        replica.measure();

        wire.swallow(true);
        Deadline deadline = TestSchema.within(Duration.ofSeconds(4));
        assertThat(reads.<Integer>read(deadline, ReadReplicaIT::port)).isEqualTo(TestSchema.serverPort());
    }

    @Test
    void a_replica_that_goes_is_answered_for_and_asked_again_when_it_is_back() throws Exception {
        beat("12:00:00");
        arrive("12:00:00");
        replica.measure();
        assertThat(answering(reads)).isEqualTo(OTHER.port());

        wire.cut();
        assertThat(answering(reads)).isEqualTo(TestSchema.serverPort());
        assertThat(replica.lag()).as("nobody else tries it in vain").isEmpty();
        replica.measure();
        assertThat(answering(reads)).isEqualTo(TestSchema.serverPort());

        wire.mend();
        Await.until("it is asked again", () -> {
            replica.measure();
            return answering(reads) == OTHER.port();
        });
    }

    @Test
    void what_the_replica_refuses_the_primary_is_asked() throws Exception {
        beat("12:00:00");
        arrive("12:00:00");
        replica.measure();
        PRIMARY.change("CREATE TABLE IF NOT EXISTS only_here (id INT)");

        assertThat(reads.<Long>read(
                        TestSchema.ample(),
                        execute -> execute.query("SELECT id FROM only_here").count()))
                .isZero();
    }

    @Test
    void nothing_is_written_to_a_replica_whatever_its_account_may() throws Exception {
        assertThatThrownBy(() -> connections.<Long>read(
                        TestSchema.ample(), execute -> execute.delete("DELETE FROM scoring_replica")))
                .isInstanceOf(StatementRefusedException.class);
    }

    @Test
    void while_the_primary_is_away_the_last_measurement_stands() throws Exception {
        beat("12:00:00");
        arrive("12:00:00");
        replica.measure();

        primaryWire.cut();
        replica.measure();
        assertThat(answering(reads)).isEqualTo(OTHER.port());
    }

    private static int answering(ReadAccess database) throws DatabaseUnavailableException {
        return database.read(TestSchema.ample(), ReadReplicaIT::port);
    }

    private static int port(DbExecute execute) {
        return execute.get("SELECT @@port").orElseThrow().column(1).get(Integer.class);
    }

    private static void beat(String time) throws SQLException {
        PRIMARY.change(insertion(time));
    }

    private static void arrive(String time) throws SQLException {
        changeReplica(insertion(time));
    }

    private static void changeReplica(String sql) throws SQLException {
        try (Connection connection = OTHER.connect(Account.ADMIN, SCHEMA);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String insertion(String time) {
        return "INSERT INTO scoring_replica (id, beat_at, waiting) VALUES (UUID(), '2026-11-28 " + time + "', 0)";
    }
}
