/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders lie under the system's temporary folder, where a launcher less careful would delete them. */
class EmbeddedMariaDbIT {

    private static final ServerOptions ORPHAN = ServerOptions.forTests().endingWithJvm(false);

    @TempDir
    private Path folder;

    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void leave_no_server_behind() {
        EmbeddedMariaDb.stop(folder, said::add);
    }

    private EmbeddedMariaDb start(ServerOptions options) {
        return EmbeddedMariaDb.start(folder, options, said::add);
    }

    private static void kept(EmbeddedMariaDb db, int value) throws SQLException {
        Sql.execute(db, Account.ADMIN, "CREATE TABLE kept AS SELECT " + value + " AS x");
    }

    private static String kept(EmbeddedMariaDb db) throws SQLException {
        return Sql.query(db, Account.ONLINE, "SELECT x FROM kept");
    }

    private static long pid(EmbeddedMariaDb db) {
        return db.pid().orElseThrow();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void data_and_port_survive_stop_and_start() throws Exception {
        int port;
        try (EmbeddedMariaDb db = EmbeddedMariaDb.start(folder)) {
            port = db.port();
            kept(db, 7);
        }
        try (EmbeddedMariaDb db = EmbeddedMariaDb.start(folder)) {
            assertThat(kept(db)).isEqualTo("7");
            assertThat(db.port()).isEqualTo(port);
        }
        assertThat(folder.resolve("mariadb/aegis/kept.ibd")).exists();
    }

    @Test
    void a_killed_server_comes_back_with_its_data_on_the_same_port() throws Exception {
        EmbeddedMariaDb killed = start(ORPHAN);
        kept(killed, 7);
        signal("KILL", pid(killed));

        EmbeddedMariaDb back = start(ORPHAN);

        assertThat(kept(back)).isEqualTo("7");
        assertThat(back.port()).isEqualTo(killed.port());
        assertThat(back.settings(EmbeddedMariaDb.SCHEMA)).isEqualTo(killed.settings(EmbeddedMariaDb.SCHEMA));
    }

    @Test
    void a_living_server_is_taken_over() throws Exception {
        EmbeddedMariaDb orphan = start(ORPHAN);
        kept(orphan, 7);
        long pid = pid(orphan);

        EmbeddedMariaDb takenOver = start(ORPHAN);

        assertThat(pid(takenOver)).isEqualTo(pid);
        assertThat(kept(takenOver)).isEqualTo("7");
    }

    @Test
    void a_living_server_is_found_by_its_data_whatever_its_pid_file_says() throws Exception {
        long pid = pid(start(ORPHAN));
        long own = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("run/mariadb.pid"), Long.toString(own));

        assertThat(pid(start(ORPHAN))).isEqualTo(pid);
    }

    @Test
    void a_pid_that_belongs_to_another_process_by_now_is_left_alone() throws Exception {
        Files.createDirectories(folder.resolve("run"));
        long own = ProcessHandle.current().pid();
        Files.writeString(folder.resolve("run/mariadb.pid"), Long.toString(own));

        assertThat(EmbeddedMariaDb.stop(folder, said::add)).isFalse();
        assertThat(pid(start(ORPHAN))).isNotEqualTo(own);
    }

    @Test
    void a_hung_server_is_replaced() throws Exception {
        EmbeddedMariaDb hung = start(ORPHAN);
        kept(hung, 7);
        long pid = pid(hung);
        signal("STOP", pid);

        EmbeddedMariaDb fresh = new ServerStart(
                        DataFolder.prepare(folder),
                        ORPHAN,
                        ProgramCache.choose(System.getenv(), folder.resolve("cache")),
                        Duration.ofMillis(100),
                        said::add)
                .run();

        assertThat(kept(fresh)).isEqualTo("7");
        assertThat(pid(fresh)).isNotEqualTo(pid);
        assertThat(said).anyMatch(line -> line.contains("is killed"));
    }

    @Test
    void lost_passwords_are_replaced_and_the_data_stay() throws Exception {
        EmbeddedMariaDb before = start(ORPHAN);
        kept(before, 7);
        Files.delete(folder.resolve("database.env"));

        EmbeddedMariaDb after = start(ORPHAN);

        assertThat(kept(after)).isEqualTo("7");
        assertThat(after.password(Account.ONLINE)).isNotEqualTo(before.password(Account.ONLINE));
    }

    @Test
    void starts_at_the_same_moment_share_one_server() throws Exception {
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Callable<Long> start = () -> pid(start(ORPHAN));
            List<Future<Long>> pids = two.invokeAll(List.of(start, start));

            assertThat(pids.getFirst().get()).isEqualTo(pids.getLast().get());
        }
    }

    @Test
    void a_start_that_died_half_way_is_done_again() throws Exception {
        Files.createDirectories(folder.resolve("mariadb.new/mysql"));

        assertThat(start(ORPHAN).pid()).isPresent();
        assertThat(folder.resolve("mariadb.new")).doesNotExist();
    }

    @Test
    void a_demanded_port_that_is_taken_is_an_error_which_names_it() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> start(ORPHAN.withPort(port)))
                    .isInstanceOf(EmbeddedDatabaseException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("AEGIS_DATABASE_PORT");
        }
    }

    @Test
    void a_remembered_port_that_is_taken_gives_way_to_a_free_one() throws Exception {
        EmbeddedMariaDb before = start(ORPHAN);
        kept(before, 7);
        before.close();
        try (ServerSocket other = new ServerSocket(before.port(), 1, InetAddress.ofLiteral("127.0.0.1"))) {

            EmbeddedMariaDb after = start(ORPHAN);

            assertThat(after.port()).isNotEqualTo(other.getLocalPort());
            assertThat(kept(after)).isEqualTo("7");
            assertThat(Files.readString(folder.resolve("database.env"))).contains(":" + after.port() + "/aegis");
        }
    }

    @Test
    void a_running_server_does_not_move_to_another_port() {
        EmbeddedMariaDb running = start(ORPHAN);

        assertThatThrownBy(() -> start(ORPHAN.withPort(running.port() == 4000 ? 4001 : 4000)))
                .hasMessageContaining("on port " + running.port())
                .hasMessageContaining("Stop it");
    }

    @Test
    void data_that_an_unseen_server_uses_are_not_touched() throws Exception {
        Path data = Files.createDirectories(folder.resolve("mariadb"));
        try (FileChannel file =
                        FileChannel.open(data.resolve("ibdata1"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock _ = file.lock()) {

            assertThatThrownBy(() -> start(ORPHAN)).hasMessageContaining("Another server");
        }
    }

    @Test
    void a_server_that_cannot_start_is_an_error_in_its_own_words() throws Exception {
        Path data = Files.createDirectories(folder.resolve("mariadb"));
        Files.writeString(data.resolve("ibdata1"), "no database");

        assertThatThrownBy(() -> start(ORPHAN))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("[ERROR]")
                .hasMessageContaining("mariadb.log");
        assertThat(Files.readString(data.resolve("ibdata1"))).isEqualTo("no database");
        assertThat(folder.resolve("run/mariadb-init.sql")).doesNotExist();
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error_with_a_remedy() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedMariaDb.start(file.resolve("data")))
                .isInstanceOf(EmbeddedDatabaseException.class)
                .hasMessageContaining("AEGIS_DATA_DIR");
    }

    @Test
    void only_the_owner_can_read_data_and_passwords() throws Exception {
        start(ORPHAN);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("database.env"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("logs/mariadb.log"))))
                .isEqualTo("rw-------");
        for (String each : List.of("mariadb", "logs", "run", "tmp")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(each))))
                    .as(each)
                    .isEqualTo("rwx------");
        }
        assertThat(folder.resolve("run/mariadb-init.sql")).doesNotExist();
    }

    @Test
    void a_second_stop_finds_nothing_to_stop() {
        start(ORPHAN);

        assertThat(EmbeddedMariaDb.stop(folder, said::add)).isTrue();
        assertThat(EmbeddedMariaDb.stop(folder, said::add)).isFalse();
        assertThat(EmbeddedMariaDb.stop(folder.resolve("never"), said::add)).isFalse();
    }
}
