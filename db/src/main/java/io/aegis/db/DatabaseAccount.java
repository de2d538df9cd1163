/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

/** Who connects. Each has settings of its own; without them it uses {@code DATABASE_USER} and {@code DATABASE_PASSWORD}. */
public enum DatabaseAccount {
    /** The online application. */
    ONLINE(""),
    /** The batch application. */
    BATCH("_BATCH"),
    /** The scoring path, which only reads. */
    SCORING("_SCORING"),
    /** Migrations. */
    ADMIN("_ADMIN");

    private final String suffix;

    DatabaseAccount(String suffix) {
        this.suffix = suffix;
    }

    /** The setting that holds the account's name. */
    public String userSetting() {
        return "DATABASE_USER" + suffix;
    }

    /** The setting that holds its password. */
    public String passwordSetting() {
        return "DATABASE_PASSWORD" + suffix;
    }
}
