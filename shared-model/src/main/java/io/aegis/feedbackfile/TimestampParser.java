/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads moments as exports write them; without a zone they are UTC. Between 03/04 and 04/03 only the other rows of the file
 * can decide.
 */
final class TimestampParser {

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;
    private static final int LONGEST = 64;
    private static final int SHORTEST_MONTH = 3;
    private static final int LONGEST_MONTH = 5;
    private static final int MONTHS = 12;
    private static final int HALF_DAY = 12;
    private static final int CENTURY = 2000;
    private static final int MILLENNIUM = 1000;

    private static final Pattern ISO = Pattern.compile("(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})(?:[T ]+(.+))?");
    private static final Pattern DOTTED = Pattern.compile("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2}),?(?:\\s+(.+))?");
    private static final Pattern SLASHED =
            Pattern.compile("(\\d{1,2})[/-](\\d{1,2})[/-](\\d{4}|\\d{2}),?(?:\\s+(.+))?");
    private static final Pattern EPOCH = Pattern.compile("(\\d{10}(?:\\d{3})?)(?:\\.\\d{1,9})?");
    private static final Pattern TIME = Pattern.compile(
            "(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?\\s*([AaPp])?\\.?(?:[Mm]\\.?)?\\s*(Z|Uhr|(?:UTC|GMT)?[+-]\\d{1,2}(?::?\\d{2})?|[A-Z]{3,4})?"
                    + "(?:\\s*\\(?(?:UTC|GMT)\\)?)?");

    /** Hours east of Greenwich by the names that exports use: those of Central Europe, and those of RFC 5322. */
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("UTC", 0),
            Map.entry("GMT", 0),
            Map.entry("WEZ", 0),
            Map.entry("WET", 0),
            Map.entry("WESZ", 1),
            Map.entry("WEST", 1),
            Map.entry("MEZ", 1),
            Map.entry("CET", 1),
            Map.entry("MESZ", 2),
            Map.entry("CEST", 2),
            Map.entry("OEZ", 2),
            Map.entry("EET", 2),
            Map.entry("OESZ", 3),
            Map.entry("EEST", 3),
            Map.entry("EDT", -4),
            Map.entry("EST", -5),
            Map.entry("CDT", -5),
            Map.entry("CST", -6),
            Map.entry("MDT", -6),
            Map.entry("MST", -7),
            Map.entry("PDT", -7),
            Map.entry("PST", -8));

    private static final List<DateTimeFormatter> WORDED = List.of(
            worded("[EEEE, ][EEE, ][MMMM][MMM] d, uuuu[[,][ 'at'] h:mm[:ss] a]", Locale.ENGLISH),
            worded("[EEE, ]d [MMMM][MMM] uuuu[[,] H:mm[:ss]]", Locale.ENGLISH),
            worded("d-MMM-uuuu[ H:mm[:ss]]", Locale.ENGLISH),
            worded("d-MMM-uu", Locale.ENGLISH),
            worded("EEE MMM d[ H:mm:ss] uuuu", Locale.ENGLISH));

    /** Days and months by their names, where the day comes first. */
    private static final Pattern NAMED = Pattern.compile(
            "(?:\\p{L}{2,14}\\.?,? )?(\\d{1,2})(?:\\.|er|º|°)?(?: de| di)? (\\p{L}{3,14})\\.?(?: de| del)?"
                    + " (\\d{4})(?:(?:,| -| à| um| a las| às| alle| om)? (.+))?");

    /** Months by what their names begin with, without accents, in the languages that columns are known in. */
    private static final Map<String, Integer> MONTH_NAMES = months(
            "jan|ene|gen|oca|sty",
            "feb|fev|fevr|sub|lut",
            "mar|mars|mrz|marz|maer|maa|maart|mrt",
            "apr|avr|abr|nis|kwi",
            "may|mai|mag|mei|maj",
            "jun|juin|giu|haz|cze",
            "jul|juil|lug|tem|lip",
            "aug|aou|aout|ago|agu|sie",
            "sep|sept|set|eyl|wrz",
            "oct|okt|ott|out|eki|paz",
            "nov|kas|lis",
            "dec|dez|dic|ara|gru");

    private TimestampParser() {}

    private static Map<String, Integer> months(String... beginnings) {
        Map<String, Integer> months = new HashMap<>();
        for (int i = 0; i < beginnings.length; i++) {
            for (String each : beginnings[i].split("\\|", -1)) {
                months.put(each, i + 1);
            }
        }
        return Map.copyOf(months);
    }

    private static DateTimeFormatter worded(String pattern, Locale locale) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(locale);
    }

    /**
     * Reads a moment.
     *
     * @param dayFirst whether days stand before months where slashes separate them; empty when that is not known
     * @return empty when it is none from 1970 to 9999
     */
    static Optional<Instant> parse(String written, Optional<Boolean> dayFirst) {
        String text = written.strip();
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return moment(text, dayFirst).filter(TimestampParser::isSensible);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> moment(String text, Optional<Boolean> dayFirst) {
        Matcher iso = ISO.matcher(text);
        if (iso.matches()) {
            return at(number(iso, 1), number(iso, 2), number(iso, 3), Optional.ofNullable(iso.group(4)));
        }
        Matcher dotted = DOTTED.matcher(text);
        if (dotted.matches()) {
            return at(year(dotted), number(dotted, 2), number(dotted, 1), Optional.ofNullable(dotted.group(4)));
        }
        Matcher slashed = SLASHED.matcher(text);
        if (slashed.matches()) {
            return slashed(slashed, dayFirst);
        }
        Matcher epoch = EPOCH.matcher(text);
        if (epoch.matches()) {
            String digits = epoch.group(1);
            long number = Long.parseLong(digits);
            return Optional.of(Instant.ofEpochMilli(digits.length() == 10 ? number * MILLENNIUM : number));
        }
        Optional<Instant> worded = worded(text);
        return worded.isPresent() ? worded : named(text);
    }

    private static Optional<Instant> named(String text) {
        Matcher date = NAMED.matcher(text);
        if (!date.matches()) {
            return Optional.empty();
        }
        String month = KnownColumns.plain(date.group(2));
        for (int length = Math.min(month.length(), LONGEST_MONTH); length >= SHORTEST_MONTH; length--) {
            Integer number = MONTH_NAMES.get(month.substring(0, length));
            if (number != null) {
                return at(number(date, 3), number, number(date, 1), Optional.ofNullable(date.group(4)));
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> slashed(Matcher date, Optional<Boolean> dayFirst) {
        int first = number(date, 1);
        int second = number(date, 2);
        boolean days = first > MONTHS || (second <= MONTHS && dayFirst.orElse(false));
        if (first <= MONTHS && second <= MONTHS && first != second && dayFirst.isEmpty()) {
            return Optional.empty();
        }
        return at(year(date), days ? second : first, days ? first : second, Optional.ofNullable(date.group(4)));
    }

    private static Optional<Instant> worded(String text) {
        for (DateTimeFormatter formatter : WORDED) {
            try {
                return Optional.of(
                        switch (formatter.parseBest(text, LocalDateTime::from, LocalDate::from)) {
                            case LocalDateTime time -> time.toInstant(ZoneOffset.UTC);
                            case LocalDate date -> date.atStartOfDay().toInstant(ZoneOffset.UTC);
                            default -> throw new IllegalStateException("neither a day nor a moment");
                        });
            } catch (DateTimeException e) {
                // Maybe the next one.
            }
        }
        return Optional.empty();
    }

    private static Optional<Instant> at(int year, int month, int day, Optional<String> time) {
        LocalDate date = LocalDate.of(year, month, day);
        if (time.isEmpty()) {
            return Optional.of(date.atStartOfDay().toInstant(ZoneOffset.UTC));
        }
        Matcher matcher = TIME.matcher(time.get().strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int hour = number(matcher, 1);
        String half = matcher.group(4);
        if (half != null) {
            hour = hour % HALF_DAY + (half.equalsIgnoreCase("p") ? HALF_DAY : 0);
        }
        int second = matcher.group(3) == null ? 0 : number(matcher, 3);
        LocalTime clock = LocalTime.of(hour, number(matcher, 2), second);
        return offset(Optional.ofNullable(matcher.group(5)))
                .map(offset -> OffsetDateTime.of(date, clock, offset).toInstant());
    }

    /** What a zone is ahead of UTC; empty when nobody knows it by that name. */
    private static Optional<ZoneOffset> offset(Optional<String> zone) {
        String name = zone.orElse("Z");
        if (name.equals("Z") || name.equals("Uhr")) {
            return Optional.of(ZoneOffset.UTC);
        }
        int sign = Math.max(name.indexOf('+'), name.indexOf('-'));
        if (sign < 0) {
            return Optional.ofNullable(ZONES.get(name)).map(ZoneOffset::ofHours);
        }
        String digits = name.substring(sign + 1).replace(":", "");
        int minutes = digits.length() <= 2 ? 0 : Integer.parseInt(digits.substring(digits.length() - 2));
        int hours = Integer.parseInt(digits.length() <= 2 ? digits : digits.substring(0, digits.length() - 2));
        int ahead = name.charAt(sign) == '-' ? -1 : 1;
        return Optional.of(ZoneOffset.ofHoursMinutes(ahead * hours, ahead * minutes));
    }

    private static int year(Matcher date) {
        int year = number(date, 3);
        return date.group(3).length() == 2 ? CENTURY + year : year;
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    private static boolean isSensible(Instant moment) {
        int year = moment.atOffset(ZoneOffset.UTC).getYear();
        return year >= FIRST_YEAR && year <= LAST_YEAR;
    }

    /**
     * Whether days stand before months in a column.
     *
     * @return empty when its cells do not tell, or contradict each other
     */
    static Optional<Boolean> dayFirst(List<String> cells) {
        boolean days = false;
        boolean months = false;
        for (String cell : cells) {
            Matcher date = SLASHED.matcher(cell.strip());
            if (cell.length() <= LONGEST && date.matches()) {
                days |= number(date, 1) > MONTHS;
                months |= number(date, 2) > MONTHS;
            }
        }
        return days == months ? Optional.empty() : Optional.of(days);
    }
}
