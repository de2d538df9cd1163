/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.util.Locale;

/** What a file lies in. */
public enum Compression {
    /** Nothing. */
    NONE,
    /** One gzip stream or several behind each other. */
    GZIP,
    /** A zip archive of exactly one file. */
    ZIP;

    /** As answers name it. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
