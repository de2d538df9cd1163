/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The SQL that the server runs before it accepts the first connection: the schema and the accounts. Every start runs it,
 * so lost or changed passwords heal.
 */
final class InitFile {

    private static final String SCHEMA =
            "CREATE DATABASE IF NOT EXISTS " + EmbeddedMariaDb.SCHEMA + " CHARACTER SET utf8mb4;\n";
    /** A grant's schema is a LIKE pattern. */
    private static final String TEST_SCHEMAS = "aegis\\\\_test\\\\_%";

    private InitFile() {}

    /** Writes it, readable by its owner only: it holds the passwords. */
    static void write(Path file, ConnectionSettings settings, boolean testSchemas) throws IOException {
        StringBuilder sql = new StringBuilder(SCHEMA);
        for (Account account : Account.values()) {
            sql.append("SET %s = '%s';%n".formatted(account.passwordVariable(), settings.password(account)));
        }
        String accounts = accounts();
        sql.append("SET @schema = '")
                .append(EmbeddedMariaDb.SCHEMA)
                .append("';\n")
                .append(accounts);
        if (testSchemas) {
            sql.append("SET @schema = '").append(TEST_SCHEMAS).append("';\n").append(accounts);
            // Rights on single tables cannot be had by pattern.
            sql.append("GRANT SELECT ON `aegis\\_test\\_%`.* TO aegis_scoring@'%';\n");
        }
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, sql);
    }

    private static String accounts() throws IOException {
        try (InputStream in = InitFile.class.getResourceAsStream("accounts.sql")) {
            if (in == null) {
                throw new IOException("accounts.sql is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
