/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What somebody says in words of their own: a text without its footer, without the greeting at its end with name and office, and without
 * what is said in quotation marks, as messages of programs are. It tells the language that somebody writes in, and nothing else: what is
 * quoted belongs to the matter.
 */
public final class OwnWords {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** Two words at least: a single one may be the name of something. */
    private static final Pattern QUOTATION = Pattern.compile(
            "\"[^\"\\s]{1,60}\\s[^\"]{1,500}\"|[\u201c\u201e\u201d][^\u201c\u201d\\s]{1,60}\\s[^\u201c\u201d]{1,500}[\u201c\u201d]"
                    + "|\u00ab\\s?[^\u00bb\\s]{1,60}\\s[^\u00bb]{1,500}\u00bb|\u00bb[^\u00ab\\s]{1,60}\\s[^\u00ab]{1,500}\u00ab");

    private static final Pattern GREETING = Pattern.compile(
            "(?<=[.!?\u2026,;:)\"\u201c\u201d\u00bb\\n])\\s*(?:-- ?)?(?:(?:kind|best|warm|with kind)(?:est)? (?:regards|wishes)|regards,|(?:yours )?sincerely|yours (?:faithfully|truly)"
                    + "|(?:mit )?(?:freundliche[nr]?|viele|liebe|beste|sch\u00f6ne|herzliche)[nr]? gr(?:\u00fc|ue)(?:\u00df|ss)e?n?|mfg\\b|hochachtungsvoll"
                    + "|(?:bien )?cordialement|(?:sinc\u00e8res |cordiales |meilleures )?salutations"
                    + "|(?:un )?(?:cordial )?saludos?\\b|atentamente|(?:cordiali|distinti) saluti|atenciosamente|(?:melhores )?cumprimentos"
                    + "|met vriendelijke groet(?:en)?|groeten|z powa\u017caniem|pozdrawiam|sayg\u0131lar\u0131m[\u0131l]\\w*)(?=[\\s,.!]|$).{0,250}$",
            FLAGS | Pattern.DOTALL);

    /** What one of the words of each greeting begins with: most texts have none. */
    private static final Stems GREETING_STEMS =
            Stems.of("regards wishes sincerely faithfully truly gr\u00fc\u00df gr\u00fcss gruess mfg hochachtung"
                    + " cordial salut salud atent atenc cumpriment groet powa pozdraw sayg");

    /** The greeting itself, and what may stand behind it. */
    private static final int LONGEST_GREETING = 300;

    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}");
    private static final int FEWEST_WORDS = 2;

    private OwnWords() {}

    /** A text's own words; what is above the footer when there are too few of them, and the text itself when it is a footer. */
    public static String of(String text) {
        String written = MailFooter.without(text);
        if (written.isBlank()) {
            return text;
        }
        String own = withoutGreeting(withoutQuotations(written));
        return own.length() == written.length() || hasWords(own) ? own : written;
    }

    private static String withoutQuotations(String text) {
        boolean none = text.chars()
                .noneMatch(c -> c == '"' || c == '\u201c' || c == '\u201d' || c == '\u00ab' || c == '\u00bb');
        return none ? text : QUOTATION.matcher(text).replaceAll(" ");
    }

    private static String withoutGreeting(String text) {
        if (!GREETING_STEMS.beginAWord(text, Math.max(0, text.length() - LONGEST_GREETING))) {
            return text;
        }
        Matcher greeting = GREETING.matcher(text);
        return greeting.find() ? text.substring(0, greeting.start()) : text;
    }

    private static boolean hasWords(String text) {
        return WORD.matcher(text).results().limit(FEWEST_WORDS).count() == FEWEST_WORDS;
    }
}
