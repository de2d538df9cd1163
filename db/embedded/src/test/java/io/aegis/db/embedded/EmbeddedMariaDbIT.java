package io.aegis.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMariaDbIT {

    @Test
    void data_survive_stop_and_start(@TempDir Path folder) throws Exception {
        int port;
        try (EmbeddedMariaDb db = EmbeddedMariaDb.start(folder)) {
            port = db.port();
            try (Connection connection = db.connect(Account.ADMIN, db.newSchema());
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("CREATE TABLE aegis.kept (x INT)");
            }
        }
        try (EmbeddedMariaDb db = EmbeddedMariaDb.start(folder);
                Connection connection = db.connect(Account.ONLINE, EmbeddedMariaDb.SCHEMA);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("INSERT INTO kept VALUES (1)")).isOne();
            assertThat(db.port()).isEqualTo(port);
        }
    }
}
