/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.maintenance;

/**
 * A name in which each {@code *} stands for any characters, or none. Case counts.
 *
 * @param text 1 to {@value #MAX_LENGTH} characters
 */
public record NamePattern(String text) {

    /** The most characters. */
    public static final int MAX_LENGTH = 128;

    private static final char ANY = '*';

    /**
     * A pattern.
     *
     * @throws IllegalArgumentException when it is empty or too long
     */
    public NamePattern {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a pattern has 1 to " + MAX_LENGTH + " characters");
        }
    }

    /** Whether a name is meant; takes at most as many steps as the lengths of both multiplied. */
    public boolean matches(String name) {
        int inPattern = 0;
        int inName = 0;
        int star = -1;
        int resumed = 0;
        while (inName < name.length()) {
            if (inPattern < text.length() && text.charAt(inPattern) == ANY) {
                star = inPattern++;
                resumed = inName;
            } else if (inPattern < text.length() && text.charAt(inPattern) == name.charAt(inName)) {
                inPattern++;
                inName++;
            } else if (star >= 0) {
                inPattern = star + 1;
                resumed++;
                inName = resumed;
            } else {
                return false;
            }
        }
        while (inPattern < text.length() && text.charAt(inPattern) == ANY) {
            inPattern++;
        }
        return inPattern == text.length();
    }
}
