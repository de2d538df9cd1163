/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What politeness puts below a text, in English, German, Spanish and French: "Kind regards, Anna", "Thanks in advance". Its words
 * are kind and say nothing of the mood. Thanks for help at the end are a courtesy where something is asked for or wrong; where
 * nothing is, they are meant, which the caller knows.
 */
public final class Courtesies {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    /** Closings stand at the end; this many characters hold one with a name and a company. */
    private static final int REACH = 220;
    /** What may stand before the word by which a closing is known: "with my kindest", "mit ganz freundlichen". */
    private static final int BEFORE_STEM = 40;
    /** Closings one below the other, such as thanks and regards. */
    private static final int MOST_CLOSINGS = 4;

    /**
     * A name, a post or a company may follow; every word of it begins with a capital letter or is small and of no weight. Possessive:
     * points and hyphens are in words and between them, and whoever writes many of both would be tried for ages.
     */
    private static final String NAME =
            "(?:[,.!:;\\s–-]++(?-i:\\p{Lu}[\\p{L}.'’&-]*+|(?:of|de|la|von|van|der|und|and|y|et|the|team)(?!\\p{L})|[a-z]++$)){0,12}+[\\s,.!]*+$";

    private static final String BEFORE = "(?<=^|[\\s.!?,;:…)])";

    private static final String THANKS =
            "(?:(?:so |and |und |y |et )?(?:many |with |lots of )?(?:thanks|thank you|thanx|thx|ty)|(?:vielen |besten |herzlichen |schönen )?(?:dank|danke)"
                    + "|(?:un grand |mille |d.avance )?merci|je vous (?:en )?remercie|(?:muchas |muchísimas |mil )?gracias)"
                    + "(?: (?:so much|very much|a lot|a million|again|sehr|schön|euch|ihnen|dir|nochmals?|beaucoup|infiniment|encore|de nuevo))*";

    private static final Pattern CLOSING = Pattern.compile(
            BEFORE
                    + "(?:" + THANKS + ",? (?:and|und|et|y) )?"
                    + "(?:(?:with )?(?:my |our )?(?:best|kind|kindest|warm|warmest|many|friendly) (?:regards|wishes|greetings)|regards|yours"
                    + " (?:sincerely|faithfully|truly)|sincerely(?: yours)?|all the best|cheers(?!\\s*!)"
                    + "|(?:mit )?(?:ganz )?(?:freundliche[nm]?|liebe[nm]?|viele[nm]?|beste[nm]?|herzliche[nm]?|schöne[nm]?) (?:gr[üu](?:ß|ss)e?n?|gruessen?)"
                    + "|hochachtungsvoll|mfg|lg|vg"
                    + "|(?:bien |très )?cordialement|bien à vous|(?:sincères |meilleures )?salutations(?: distinguées| cordiales)?|amicalement"
                    + "|(?:muchos |un |reciba un )?(?:cordial(?:es)? |afectuoso |atento )?saludos?(?: cordial(?:es)?| afectuosos?)?|atentamente|cordialmente)"
                    + NAME,
            FLAGS);

    private static final Pattern IN_ADVANCE = Pattern.compile(
            BEFORE + THANKS
                    + ",? (?:in advance|schon (?:mal )?im voraus|im voraus|d.avance|par avance|de antemano|por adelantado)"
                    + "(?: (?:for|für|pour|por) (?:\\p{L}+ ){0,4}\\p{L}+)?" + NAME,
            FLAGS);

    private static final Pattern THANKED = Pattern.compile(
            BEFORE + THANKS
                    + "(?: for| für| pour| de| por| fürs)?(?: (?:your|a|an|the|any|all|my|their|eine|ihre?n?|eure?n?|deine?n?|die|das|une|votre|vos|ton|l|la|le|les|una|su|sus|tu|vuestra"
                    + "|quick|kind|prompt|fast|great|good|possible|continued|and|time|help|helping(?: me| us)?|support|assistance|attention|understanding|patience"
                    + "|reply|response|answer|answering|reading|consideration|cooperation"
                    + "|schnelle|hilfe|unterstützung|geduld|verständnis|mühe|antwort|rückmeldung|und"
                    + "|aide|soutien|réponse|attention|compréhension|patience|rapide|et"
                    + "|ayuda|apoyo|atención|respuesta|paciencia|comprensión|rápida|y|l.aide|l.attention))*"
                    + NAME,
            FLAGS);

    /** What companies write below or above what their customers did. */
    private static final Pattern TEMPLATE = Pattern.compile(
            "(?<=^|[.!?] )(?:thank you|thanks) for (?:taking part|participating|contacting|choosing|completing|your (?:participation|interest|purchase))"
                    + "[^.!?]*[.!?]*"
                    + "|(?<=^|[.!?] )(?:vielen dank|danke),? (?:für ihre teilnahme|dass sie)[^.!?]*[.!?]*"
                    + "|(?<=^|[.!?] )merci (?:d.avoir participé|de votre participation)[^.!?]*[.!?]*"
                    + "|(?<=^|[.!?] )gracias por (?:participar|su participación|contactar)[^.!?]*[.!?]*",
            FLAGS);

    /** What words of closings begin with, by their first letters: most texts have none, and pay for nothing else. */
    private static final Stems CLOSING_STEMS = Stems.of(
            "regards wishes greetings sincerely faithfully truly best cheers grüß gruß grüss gruss grues hochachtung mfg lg vg cordial"
                    + " sincères meilleures salut distingu bien amical salud atentamente");

    private static final Stems THANK_STEMS = Stems.of("thank thx thanx ty dank danke merci remerci gracias");

    private Courtesies() {}

    /**
     * What is left of a text without its closing; the same text when it has none, blank when it is nothing else.
     *
     * @param thanksToo whether thanks for help at the end are a courtesy too
     */
    public static String without(String text, boolean thanksToo) {
        int from = Math.max(0, text.length() - REACH);
        int thank = THANK_STEMS.first(text, from);
        int close = CLOSING_STEMS.first(text, from);
        if (thank < 0 && close < 0) {
            return text;
        }
        boolean thanks = thank >= 0;
        int first = thank < 0 ? close : close < 0 ? thank : Math.min(thank, close);
        String rest = thanks ? TEMPLATE.matcher(text).replaceAll("") : text;
        int begin = rest.length() < text.length() ? 0 : Math.max(0, first - BEFORE_STEM);
        for (int round = 0; round < MOST_CLOSINGS; round++) {
            String before = rest;
            rest = cut(cut(rest, CLOSING, begin), IN_ADVANCE, begin);
            rest = thanks && (thanksToo || asks(withoutThanks(rest, begin))) ? withoutThanks(rest, begin) : rest;
            if (rest.length() == before.length()) {
                return rest;
            }
        }
        return rest;
    }

    private static String withoutThanks(String text, int begin) {
        return cut(text, THANKED, begin);
    }

    private static boolean asks(String text) {
        return text.stripTrailing().endsWith("?");
    }

    private static String cut(String text, Pattern ending, int begin) {
        Matcher found = ending.matcher(text);
        int from = Math.min(Math.max(begin, text.length() - REACH), text.length());
        return found.find(from) ? text.substring(0, found.start()).stripTrailing() : text;
    }
}
