/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds of files that are no tables of feedback but are sent as such, told by their first bytes. */
final class FileKind {

    private static final String EXPORT = "export the feedback as CSV, .xlsx or JSON, and send that";
    private static final String REPACK = "unpack it, or pack the file with gzip or zip";
    private static final int LOOKED_AT = 1024;
    private static final int MIN_TEXT = 16;
    private static final int LOG_WITHIN = 16 * 1024;

    private static final List<Kind> KINDS = List.of(
            new Kind("25504446", "a PDF document", EXPORT),
            new Kind("89504E470D0A1A0A", "a picture (PNG)", EXPORT),
            new Kind("FFD8FF", "a picture (JPEG)", EXPORT),
            new Kind("47494638", "a picture (GIF)", EXPORT),
            new Kind("52494646........57454250", "a picture (WebP)", EXPORT),
            new Kind("49492A00", "a picture (TIFF)", EXPORT),
            new Kind("4D4D002A", "a picture (TIFF)", EXPORT),
            new Kind("424D........00000000", "a picture (BMP)", EXPORT),
            new Kind("........66747970", "a video or a picture (MP4, HEIC)", EXPORT),
            new Kind(
                    "D0CF11E0A1B11AE1",
                    "a workbook or document of Excel or Word 97-2003 (.xls, .doc), or one protected by a password",
                    "open it, save the table as .xlsx without a password, or as CSV, and send that"),
            new Kind("7B5C727466", "a document (RTF)", EXPORT),
            new Kind("377ABCAF271C", "packed as 7z", REPACK),
            new Kind("526172211A07", "packed as RAR", REPACK),
            new Kind("425A68", "packed as bzip2", REPACK),
            new Kind("FD377A585A00", "packed as xz", REPACK),
            new Kind("28B52FFD", "packed as Zstandard", REPACK),
            new Kind("04224D18", "packed as LZ4", REPACK),
            new Kind("50415231", "a Parquet file", EXPORT),
            new Kind("4F626A01", "an Avro file", EXPORT),
            new Kind("53514C69746520666F726D6174", "an SQLite database", EXPORT),
            new Kind("7F454C46", "a program", EXPORT),
            new Kind("4D5A......00", "a program", EXPORT));

    /** What names a workbook of Excel in HTML or XML. */
    private static final String OFFICE = "urn:schemas-microsoft-com:office:";

    private static final int YAML_LINES = 4;
    private static final Pattern YAML = Pattern.compile("(?:- | {1,8}(?:- )?)[\\p{L}_][\\w-]{0,40}:(?: .*)?");
    private static final Pattern JSON_BELOW = Pattern.compile("(?m)^\\s{0,8}[\\[{]\\s{0,8}(?:[\"{\\[]|$)");

    private static final Pattern SQL = Pattern.compile("(?:(?:--|/\\*|set |use |begin)[^\\n"
            + "]*+\\n"
            + "\\s*+)*+(?:insert into|create (?:table|database)|drop (?:table|database)|replace into|lock"
            + " tables|copy \\S{1,100} \\()");
    private static final int MAIL_LINES = 40;
    private static final Pattern MAIL = Pattern.compile(
            "(?:from|to|cc|subject|date|received|return-path|delivered-to|mime-version|message-id|content-type|reply-to):"
                    + " ");
    /** A field of a mail, or the line before each mail of a mailbox (mbox). */
    private static final Pattern HEADER =
            Pattern.compile("[a-z][a-z-]{1,40}: |>?from \\S{1,200}+ .{0,20}\\d\\d:\\d\\d");

    private static final int QUOTED_LINES = 6;

    /** At least one field in quotes, and all set apart by a blank. */
    private static final Pattern BLANKS =
            Pattern.compile("\"[^\"]{0,300}+\"(?: (?:\"[^\"]{0,900}+\"?+|[^\\s\",;|]{1,60}+))++");

    private static final List<String> HTML =
            List.of("<!doctype html", "<html", "<head", "<body", "<table", "<script", "<meta", "<div", "<style");

    private record Kind(String pattern, String name, String advice) {

        boolean begins(byte[] first) {
            int length = pattern.length() / 2;
            if (first.length < length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                String wanted = pattern.substring(2 * i, 2 * i + 2);
                if (!wanted.equals("..") && Integer.parseInt(wanted, 16) != Byte.toUnsignedInt(first[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    private FileKind() {}

    /** Why a file that begins so is refused; empty when it may be one of feedback. */
    static Optional<String> refusal(byte[] first) {
        return KINDS.stream()
                .filter(kind -> kind.begins(first))
                .findFirst()
                .map(kind -> "The file is " + kind.name() + ": " + kind.advice() + ".");
    }

    /** Why a text that begins so is refused; empty when it may be one of feedback. */
    static Optional<String> refusal(String text) {
        if (text.startsWith("\u001E")) {
            return Optional.of(
                    "The file is a sequence of JSON texts with a sign before each (RFC 7464): write it without"
                            + " (jq without --seq), and send that.");
        }
        Optional<String> log = LogLines.refusal(text.substring(0, Math.min(LOG_WITHIN, text.length())));
        if (log.isPresent()) {
            return log;
        }
        String begin =
                text.substring(0, Math.min(LOOKED_AT, text.length())).strip().toLowerCase(Locale.ROOT);
        if (begin.startsWith("<table") || (begin.startsWith("<") && begin.contains(OFFICE))) {
            return Optional.of(
                    "The file is a table in HTML or XML, as some systems export it for Excel: open it in a spreadsheet "
                            + "program, save it as .xlsx or CSV, and send that.");
        }
        String markup = begin.startsWith("<!--") ? begin.substring(begin.indexOf("-->") + 1) : begin;
        if (HTML.stream().anyMatch(markup::startsWith)
                || (begin.startsWith("<?xml") && begin.contains("<html"))
                || (begin.startsWith("<!--") && HTML.stream().anyMatch(begin::contains))) {
            return Optional.of("The file is a web page (HTML), perhaps one that asks to sign in: sign in, download the "
                    + "export again, and send it as CSV, .xlsx or JSON.");
        }
        if (begin.startsWith("<?xml")) {
            return Optional.of("The file is XML: " + EXPORT + ".");
        }
        if ((begin.startsWith("//") || begin.startsWith("/*"))
                && JSON_BELOW.matcher(begin).find()) {
            return Optional.of("The file is JSON with a comment above it: remove the comment, and send it again.");
        }
        if (isYaml(begin)) {
            return Optional.of("The file looks like YAML: " + EXPORT + ".");
        }
        if (SQL.matcher(begin).lookingAt()) {
            return Optional.of("The file is a dump of a database (SQL): " + EXPORT + ".");
        }
        if (begin.lines()
                                .limit(MAIL_LINES)
                                .filter(line -> MAIL.matcher(line).lookingAt())
                                .count()
                        > 2
                && HEADER.matcher(begin).lookingAt()) {
            return Optional.of(
                    "The file is an e-mail: put what customers wrote in a table, and send that as CSV, .xlsx or JSON.");
        }
        if (begin.startsWith("begin:v")) {
            return Optional.of("The file is a calendar or an address book: " + EXPORT + ".");
        }
        if (begin.startsWith("\"")
                && begin.lines()
                        .filter(line -> !line.isBlank())
                        .limit(QUOTED_LINES)
                        .allMatch(line -> BLANKS.matcher(line).matches())
                && begin.lines().limit(QUOTED_LINES).count() > 1) {
            return Optional.of(
                    "The columns of the file are set apart by blanks only: write it with commas (in R: write.csv with "
                            + "row.names = FALSE), and send that.");
        }
        if (begin.startsWith("%!ps")) {
            return Optional.of("The file is a PostScript document: " + EXPORT + ".");
        }
        if (begin.startsWith("-----begin pgp") || begin.startsWith("-----begin certificate")) {
            return Optional.of("The file is encrypted: decrypt it, and send it as CSV, .xlsx or JSON.");
        }
        return Optional.empty();
    }

    /** Lists of names and values, one a line. */
    private static boolean isYaml(String begin) {
        List<String> lines = begin.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("---"))
                .limit(YAML_LINES)
                .toList();
        return lines.size() > 1
                && lines.getFirst().startsWith("- ")
                && lines.stream().allMatch(line -> YAML.matcher(line).matches())
                && lines.stream().anyMatch(line -> line.startsWith(" "));
    }

    /** Whether bytes, read in single-byte characters, are more control characters than a text has. */
    static boolean isBinary(byte[] first) {
        int control = 0;
        for (byte each : first) {
            int unit = Byte.toUnsignedInt(each);
            control +=
                    unit < ' ' && unit != '\t' && unit != '\n' && unit != '\r' && unit != 0x0C && unit != 0x1B ? 1 : 0;
        }
        return control * MIN_TEXT > first.length;
    }

    /** The first bytes as text, for what is told from its markup. */
    static String text(byte[] first) {
        return new String(first, 0, Math.min(first.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
    }
}
