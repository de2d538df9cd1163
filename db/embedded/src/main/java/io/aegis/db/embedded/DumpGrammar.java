/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.embedded;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which statements, rows apart, {@code mariadb-dump} writes of a schema of Aegis: tables, sequences and the session's settings,
 * and neither views, routines, triggers nor anything that reaches beyond the schema. Statements come without their semicolon,
 * each run of white space as one blank, texts as {@code ''}; the versions in conditional comments do not count.
 */
final class DumpGrammar {

    private static final String NAME = "`[A-Za-z0-9_]{1,64}`";
    private static final Pattern VERSION = Pattern.compile("^/\\*(?:M!\\d{6}|!\\d{5}) ");

    /** The values that these take decide on how the rest is read, so that they stand here as they are. */
    private static final Set<String> SETTINGS = Set.of(
            "SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT",
            "SET @OLD_CHARACTER_SET_RESULTS=@@CHARACTER_SET_RESULTS",
            "SET @OLD_COLLATION_CONNECTION=@@COLLATION_CONNECTION",
            "SET NAMES utf8mb4",
            "SET @OLD_TIME_ZONE=@@TIME_ZONE",
            "SET TIME_ZONE='+00:00'",
            "SET @OLD_UNIQUE_CHECKS=@@UNIQUE_CHECKS, UNIQUE_CHECKS=0",
            "SET @OLD_FOREIGN_KEY_CHECKS=@@FOREIGN_KEY_CHECKS, FOREIGN_KEY_CHECKS=0",
            "SET @OLD_SQL_MODE=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO'",
            "SET @OLD_NOTE_VERBOSITY=@@NOTE_VERBOSITY, NOTE_VERBOSITY=0",
            "SET @OLD_SQL_NOTES=@@SQL_NOTES, SQL_NOTES=0",
            "SET @saved_cs_client = @@character_set_client",
            "SET character_set_client = utf8mb4",
            "SET character_set_client = @saved_cs_client",
            "SET TIME_ZONE=@OLD_TIME_ZONE",
            "SET SQL_MODE=@OLD_SQL_MODE",
            "SET FOREIGN_KEY_CHECKS=@OLD_FOREIGN_KEY_CHECKS",
            "SET UNIQUE_CHECKS=@OLD_UNIQUE_CHECKS",
            "SET CHARACTER_SET_CLIENT=@OLD_CHARACTER_SET_CLIENT",
            "SET CHARACTER_SET_RESULTS=@OLD_CHARACTER_SET_RESULTS",
            "SET COLLATION_CONNECTION=@OLD_COLLATION_CONNECTION",
            "SET NOTE_VERBOSITY=@OLD_NOTE_VERBOSITY",
            "SET SQL_NOTES=@OLD_SQL_NOTES");

    private static final Pattern KEYS = Pattern.compile("ALTER TABLE " + NAME + " (?:DISABLE|ENABLE) KEYS");
    private static final Pattern PLAIN = Pattern.compile("UNLOCK TABLES|LOCK TABLES " + NAME
            + " WRITE|DROP (?:TABLE|SEQUENCE) IF EXISTS " + NAME + "|DO SETVAL\\(" + NAME + ", \\d{1,19}, [01]\\)"
            + "|CREATE SEQUENCE " + NAME + "[a-z0-9 -]{0,200}ENGINE=InnoDB");
    private static final Pattern TABLE_HEAD = Pattern.compile("^CREATE TABLE " + NAME + " \\( ");
    private static final Pattern TABLE_OPTIONS =
            Pattern.compile(" \\) ENGINE=InnoDB(?: AUTO_INCREMENT=\\d{1,20})? DEFAULT CHARSET=utf8mb4"
                    + "(?: COLLATE=utf8mb4_\\w{1,40})?(?: ROW_FORMAT=\\w{1,20})?(?: COMMENT='')?$");
    /** None of these belongs between the parentheses of a table: they read, reach out or begin a comment. */
    private static final Pattern NOT_IN_TABLE =
            Pattern.compile("\\b(?:select|directory|connection|engine|load_file|procedure)\\b|[\\\\@#\"]|--|/\\*");

    private static final Pattern INSERT =
            Pattern.compile("INSERT INTO " + NAME + "(?: \\((?:" + NAME + ",? ?){1,200}\\))? VALUES");

    private DumpGrammar() {}

    /** Whether it is one of a backup. */
    static boolean isOurs(String statement) {
        var version = VERSION.matcher(statement);
        if (version.find()) {
            return statement.endsWith(" */")
                    && isConditional(statement.substring(version.end(), statement.length() - 3));
        }
        return PLAIN.matcher(statement).matches() || isTable(statement);
    }

    private static boolean isConditional(String statement) {
        return SETTINGS.contains(statement) || KEYS.matcher(statement).matches();
    }

    private static boolean isTable(String statement) {
        var head = TABLE_HEAD.matcher(statement);
        var options = TABLE_OPTIONS.matcher(statement);
        return head.find()
                && options.find(head.end())
                && !NOT_IN_TABLE
                        .matcher(statement
                                .substring(head.end(), options.start())
                                .replaceAll(NAME, "``")
                                .toLowerCase(Locale.ROOT))
                        .find();
    }

    /** Whether these words, behind which a blank or a line ends, introduce rows. */
    static boolean introducesRows(String words) {
        return INSERT.matcher(words).matches();
    }
}
