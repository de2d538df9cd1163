/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Shows a person what a text says in each of the character sets that it could be in. */
final class CharsetReadings {

    /** Bytes of the line that is shown: from a little before its first one beyond ASCII. */
    private static final int BEFORE = 24;

    private static final int SHOWN = 96;

    private CharsetReadings() {}

    /**
     * The readings of the first line with characters beyond ASCII, the likeliest first; none where there is no doubt.
     *
     * @param bytes some of the text
     */
    static List<FilePreview.Reading> of(Encoding found, byte[] bytes) {
        if (found.rivals().isEmpty()) {
            return List.of();
        }
        byte[] line = line(bytes);
        List<FilePreview.Reading> readings = new ArrayList<>();
        Stream.concat(Stream.of(found.charset().name()), found.rivals().stream())
                .forEach(name -> readings.add(new FilePreview.Reading(
                        name,
                        new String(line, Charset.forName(name))
                                .replaceAll("\\p{Cntrl}+", " ")
                                .strip())));
        return readings;
    }

    /** What a person has to say, by these readings. */
    static String doubt(List<FilePreview.Reading> readings) {
        StringBuilder doubt =
                new StringBuilder("Say which character set the text is in (charset=NAME), as it is a guess:");
        String join = " ";
        for (FilePreview.Reading each : readings) {
            doubt.append(join)
                    .append(each.charset())
                    .append(" makes '")
                    .append(each.sample())
                    .append("' of it");
            join = ", ";
        }
        return doubt.append('.').toString();
    }

    private static byte[] line(byte[] bytes) {
        int first = 0;
        while (first < bytes.length - 1 && bytes[first] >= 0) {
            first++;
        }
        int begin = first;
        while (begin > 0 && first - begin < BEFORE && bytes[begin - 1] != '\n' && bytes[begin - 1] != '\r') {
            begin--;
        }
        int end = first;
        while (end < bytes.length && end - begin < SHOWN && bytes[end] != '\n' && bytes[end] != '\r') {
            end++;
        }
        // A cut may fall within a character.
        String whole = new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
        int blank = end - begin == SHOWN ? whole.lastIndexOf(' ') : -1;
        return Arrays.copyOfRange(bytes, begin, blank > first - begin ? begin + blank : end);
    }
}
