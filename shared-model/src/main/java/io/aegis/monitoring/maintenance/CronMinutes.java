/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.monitoring.maintenance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The minutes that a cron expression names, in UTC: minute, hour, day of the month, month, day of the week (0 and 7 are
 * Sunday). Each is {@code *}, a number, a range, a list of these, or one of them with {@code /step}; months and days have
 * names too ({@code MON-FRI}). Both days have to fit. As in schedules, seconds may come first, and are 0. Immutable.
 */
public final class CronMinutes {

    private static final int MAX_LENGTH = 100;
    private static final int FIELDS = 5;
    private static final int SUNDAY = 7;
    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");

    private final String text;
    private final long minutes;
    private final long hours;
    private final long daysOfMonth;
    private final long months;
    private final long daysOfWeek;

    private CronMinutes(String text, String[] fields) {
        this.text = text;
        this.minutes = bits(fields[0], 0, 59, List.of(), 0);
        this.hours = bits(fields[1], 0, 23, List.of(), 0);
        this.daysOfMonth = bits(fields[2], 1, 31, List.of(), 0);
        this.months = bits(fields[3], 1, 12, MONTHS, 1);
        this.daysOfWeek = bits(fields[4], 0, SUNDAY, DAYS, 0);
        if (Arrays.stream(Month.values()).noneMatch(this::has)) {
            throw new IllegalArgumentException("never comes, as no month that it names has such a day");
        }
    }

    /** Whether a month is one that it names, and has one of the days, 29 February among them. */
    private boolean has(Month month) {
        return has(months, month.getValue()) && Long.numberOfTrailingZeros(daysOfMonth) <= month.maxLength();
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException when it is none, with a sentence for people
     */
    public static CronMinutes parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("has more than " + MAX_LENGTH + " characters");
        }
        String[] fields = text.strip().toUpperCase(Locale.ROOT).split("\\s+", -1);
        if (fields.length == FIELDS + 1 && fields[0].equals("0")) {
            return new CronMinutes(text, Arrays.copyOfRange(fields, 1, fields.length));
        }
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "must have minute, hour, day of the month, month and day of the week, after 0 for the second or without");
        }
        return new CronMinutes(text, fields);
    }

    /** The newest of the minutes that begin at a moment or in the 24 hours before. */
    public Optional<Instant> newestWithinDay(Instant moment) {
        LocalDateTime now = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        Optional<Instant> today = on(now.toLocalDate(), now.getHour(), now.getMinute());
        if (today.isPresent()) {
            return today;
        }
        return on(now.toLocalDate().minusDays(1), 23, 59)
                .filter(each -> !each.isBefore(moment.minusSeconds(24 * 60 * 60)));
    }

    private Optional<Instant> on(LocalDate day, int lastHour, int lastMinute) {
        int weekday = day.getDayOfWeek().getValue();
        boolean rightWeekday = has(daysOfWeek, weekday) || (weekday == SUNDAY && has(daysOfWeek, 0));
        if (!rightWeekday || !has(months, day.getMonthValue()) || !has(daysOfMonth, day.getDayOfMonth())) {
            return Optional.empty();
        }
        int minute = has(hours, lastHour) ? upTo(minutes, lastMinute) : -1;
        int hour = minute >= 0 ? lastHour : upTo(hours, lastHour - 1);
        if (hour < 0) {
            return Optional.empty();
        }
        int found = minute >= 0 ? minute : upTo(minutes, 59);
        return Optional.of(day.atTime(hour, found).toInstant(ZoneOffset.UTC));
    }

    private static boolean has(long bits, int bit) {
        return (bits >>> bit & 1) == 1;
    }

    /** The highest of these up to a bit; -1 when there is none. */
    private static int upTo(long bits, int most) {
        long low = most < 0 ? 0 : bits & (-1L >>> (Long.SIZE - 1 - most));
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(low);
    }

    private static long bits(String field, int least, int most, List<String> names, int firstName) {
        long bits = 0;
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            String[] ends = stepped[0].split("-", 2);
            boolean all = stepped[0].equals("*");
            int from = all ? least : number(ends[0], least, most, names, firstName);
            boolean open = all || (stepped.length == 2 && ends.length == 1);
            int to = open ? most : number(ends[ends.length - 1], least, most, names, firstName);
            int step = stepped.length == 2 ? number(stepped[1], 1, 59, List.of(), 0) : 1;
            if (to < from) {
                throw new IllegalArgumentException("has a range that ends before it begins: " + part);
            }
            for (int each = from; each <= to; each += step) {
                bits |= 1L << each;
            }
        }
        return bits;
    }

    private static int number(String text, int least, int most, List<String> names, int firstName) {
        int named = names.indexOf(text);
        int number = named >= 0 ? named + firstName : text.matches("[0-9]{1,2}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new IllegalArgumentException("has '" + text + "' where " + least + " to " + most + " are possible");
        }
        return number;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
