/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.util.Locale;

/** The database accounts, each with the least privileges its user needs. {@code accounts.sql} creates them. */
public enum Account {
    /** Migrations, backup and restore: everything within the schema. */
    ADMIN,
    /** The online application: reads and writes rows. */
    ONLINE,
    /** The batch application: reads and writes rows. */
    BATCH,
    /** The scoring path: reads rows. */
    SCORING;

    /** The account's name on the server. */
    public String user() {
        return "aegis_" + name().toLowerCase(Locale.ROOT);
    }

    /** The name of the setting that holds this account's user name. */
    public String userSetting() {
        return "DATABASE_USER" + suffix();
    }

    /** The name of the setting that holds this account's password. */
    public String passwordSetting() {
        return "DATABASE_PASSWORD" + suffix();
    }

    /** The variable that {@code accounts.sql} reads this account's password from. */
    String passwordVariable() {
        return "@" + name().toLowerCase(Locale.ROOT) + "_password";
    }

    private String suffix() {
        return this == ONLINE ? "" : "_" + name();
    }
}
