/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.settings;

/** A value that must not appear in logs, messages or string forms. Immutable; equal when the value is. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Hides a value. */
    public static Secret of(String value) {
        return new Secret(value);
    }

    /** The value, for whoever needs it to authenticate. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    /** Never the value. */
    @Override
    public String toString() {
        return "(secret)";
    }
}
