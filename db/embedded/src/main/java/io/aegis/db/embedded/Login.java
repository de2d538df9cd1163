/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** What comes of logging in to a server. */
enum Login {
    /** The account is in. */
    ACCEPTED,
    /** Somebody answers, but not to this password. */
    REFUSED,
    /** Nobody answers in time. */
    SILENT;

    private static final String ACCESS_DENIED = "28000";
    private static final String ANSWER_WITHIN_MS = "2000";

    /** Tries the online application's account. */
    static Login attempt(ConnectionSettings settings) {
        Properties properties = new Properties();
        properties.setProperty("user", Account.ONLINE.user());
        properties.setProperty("password", settings.password(Account.ONLINE));
        properties.setProperty("connectTimeout", ANSWER_WITHIN_MS);
        properties.setProperty("socketTimeout", ANSWER_WITHIN_MS);
        try (Connection _ = DriverManager.getConnection(settings.url(EmbeddedMariaDb.SCHEMA), properties)) {
            return ACCEPTED;
        } catch (SQLException e) {
            return ACCESS_DENIED.equals(e.getSQLState()) ? REFUSED : SILENT;
        }
    }
}
