/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.audit;

/**
 * Who acts.
 *
 * @param kind what sort of actor
 * @param name 1 to {@value #MAX_NAME} code points; the rest is cut off
 */
public record Actor(Kind kind, String name) {

    /** Longest name, in code points. */
    public static final int MAX_NAME = 128;

    /** Somebody without a key, where none is needed. */
    public static final Actor PUBLIC = new Actor(Kind.PUBLIC, "public");

    /** Who runs a command on the server. */
    public static final Actor COMMAND = new Actor(Kind.COMMAND, "command line");

    /** What the product does by itself. */
    public static final Actor PRODUCT = new Actor(Kind.PRODUCT, "Aegis");

    /** What sort of actor. */
    public enum Kind {
        /** The holder of a key, by the key's name. */
        KEY,
        /** A person whom a trusted proxy names. */
        USER,
        /** A routing rule, by its name. */
        RULE,
        /** Who runs a command on the server. */
        COMMAND,
        /** Somebody without a key. */
        PUBLIC,
        /** The product by itself. */
        PRODUCT
    }

    /** Cuts a name that is too long. */
    public Actor {
        if (name.codePointCount(0, name.length()) > MAX_NAME) {
            name = name.substring(0, name.offsetByCodePoints(0, MAX_NAME));
        }
    }

    /** The holder of a key with a name. */
    public static Actor key(String name) {
        return new Actor(Kind.KEY, name);
    }

    /** A person whom a trusted proxy names. */
    public static Actor user(String name) {
        return new Actor(Kind.USER, name);
    }

    /** A routing rule with a name. */
    public static Actor rule(String name) {
        return new Actor(Kind.RULE, name);
    }
}
