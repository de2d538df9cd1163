/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.language;

/**
 * What a text is written in.
 *
 * @param tag the language as BCP 47 has it, such as {@code de}; {@value #UNDETERMINED} when unsure
 * @param foreign whether somebody who reads English only could not read it; an undetermined text may be either
 */
public record DetectedLanguage(String tag, boolean foreign) {

    /** The tag of a text whose language nobody knows. */
    public static final String UNDETERMINED = "und";

    /** English. */
    public static final DetectedLanguage ENGLISH = new DetectedLanguage("en", false);

    /** Too little to tell, as "ok", a number or an emoji. */
    public static final DetectedLanguage UNKNOWN = new DetectedLanguage(UNDETERMINED, false);

    /** Surely not English, but which language is not known. */
    public static final DetectedLanguage OTHER = new DetectedLanguage(UNDETERMINED, true);

    /** A language other than English. */
    public static DetectedLanguage foreign(String tag) {
        return new DetectedLanguage(tag, true);
    }
}
