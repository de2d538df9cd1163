/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.policy;

import dev.cel.common.CelIssue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says what the compiler found wrong with a condition in words for who wrote it: the compiler's own are for programmers. */
public final class ConditionMistake {

    private static final int LONGEST_SHOWN = 40;

    /** How the compiler calls operators, and how they are written. */
    private static final Map<String, String> OPERATORS = Map.of("@in", "in", "_?_:_", "? :", "_[_]", "[ ]");

    /** A shape of the compiler's messages, and what is said in its stead. */
    private record Shape(Pattern pattern, Function<MatchResult, String> said) {}

    private static final List<Shape> SHAPES = List.of(
            shape(
                    "mismatched input '<EOF>' expecting \\{'(\\]|\\})'.*",
                    found -> "the condition ends where " + found.group(1) + " is missing"),
            shape("(?:mismatched|extraneous) input '<EOF>'.*", _ -> "the condition ends where something is missing"),
            shape("(?:mismatched|extraneous) input '(.*)' expecting .*", found -> unfit(found.group(1))),
            shape("no viable alternative at input '(.*)'", found -> unfit(found.group(1))),
            shape("missing '?(.*?)'? at '.*'", found -> "there " + shown(found.group(1)) + " is missing"),
            shape(
                    "token recognition error at: '([\"'].*)'",
                    _ -> "a text does not end, or has \\ before what needs none"),
            shape("token recognition error at: '(.*?) *'", found -> unfit(found.group(1))),
            shape("(?:For input string: |String value ).*", _ -> "a number is too large, or none"),
            shape("undeclared reference to '(.*)' \\(in container .*", found -> "there is no " + shown(found.group(1))),
            shape(
                    "found no matching overload for '(.*)' applied to '(?:([^']*)\\.)?\\(([^']*)\\)'.*",
                    found -> operator(found.group(1)) + " does not go with "
                            + (found.group(2) == null ? "" : found.group(2) + ", ")
                            + found.group(3)),
            shape(
                    "expected type 'bool' but found '(.*)'",
                    found -> "a condition must be true or false, and this is " + found.group(1)),
            shape(
                    "type '(.*)' does not support field selection",
                    found -> "what is " + found.group(1) + " has no parts"),
            shape("reserved identifier: (.*)", found -> shown(found.group(1)) + " is a word of the language"),
            shape("invalid argument to has\\(\\) macro", _ -> "has() asks for a part of something, as in has(a.b)"),
            shape("The argument must be a simple name", _ -> "the first in these brackets must be a name of your own"),
            shape("Expression recursion limit exceeded.*", _ -> "there are too many brackets in each other"),
            shape("expression code point size exceeds limit.*", _ -> "the condition is too long"));

    private ConditionMistake() {}

    /** What is wrong, with the column, the first being 1. */
    public static String of(CelIssue issue) {
        return "column " + Math.max(1, issue.getSourceLocation().getColumn() + 1) + ": " + said(issue.getMessage());
    }

    private static String said(String message) {
        for (Shape shape : SHAPES) {
            Matcher matcher = shape.pattern().matcher(message);
            if (matcher.matches()) {
                return shape.said().apply(matcher.toMatchResult());
            }
        }
        return "this is no condition";
    }

    private static Shape shape(String pattern, Function<MatchResult, String> said) {
        return new Shape(Pattern.compile(pattern, Pattern.DOTALL), said);
    }

    private static String unfit(String part) {
        return shown(part) + " does not belong here";
    }

    private static String operator(String name) {
        String shown = OPERATORS.getOrDefault(name, name.replace("_", ""));
        return shown.isEmpty() ? name : shown;
    }

    private static String shown(String part) {
        return part.codePointCount(0, part.length()) <= LONGEST_SHOWN
                ? part
                : part.substring(0, part.offsetByCodePoints(0, LONGEST_SHOWN)) + "…";
    }
}
