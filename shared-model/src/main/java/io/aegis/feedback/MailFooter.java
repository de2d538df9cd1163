/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What mail programs and companies put below what somebody wrote: the signature after {@code -- }, a notice of confidentiality,
 * the name of the device, a line about unsubscribing. In English, German, Spanish and French, and the device in some more. It says nothing about the matter,
 * though it asks to be told "immediately". In doubt a sentence is no footer: what speaks of "I" and "my" never is.
 */
public final class MailFooter {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final String SIGNATURE = "-- ";

    private static final Pattern WRITER =
            Pattern.compile("\\b(?:i|my|me|ich|mein\\w*|mir|mich|yo|mis?|je|j|mon|ma|mes|moi)\\b", FLAGS);

    /** What a name does not begin with. */
    private static final Pattern NO_NAME = Pattern.compile(
            "\\b(?:we|our|us|you|your|the|this|it|a|an|is|are|was|has|have|please|wir|unser\\w*|ihr\\w*|der|die|das|es|ein\\w*|ist|wurde|bitte"
                    + "|el|la|los|las|un|una|nos|nuestr\\w+|est[áe]\\w*|por|le|les|une|nous|notre|vous|votre|est|ce|cette)\\b",
            FLAGS);

    private static final Pattern FIRST_WORDS = Pattern.compile("^\\S+(?: \\S+){0,2}");
    private static final Pattern PARTING = Pattern.compile(
            "(?:[.!?…)\"]|(?:regards|thanks|cheers|gr[üu](?:ß|ss)e?n?|saludos|atentamente|gracias|cordialement|merci),?(?: \\S+){0,4})\\s*$",
            FLAGS);

    private static final List<String> NOTICE_STEMS =
            List.of("confiden", "vertraulich", "recipient", "destinat", "adressat", "empfänger", "disclaimer");
    /** Kinds of what notices say; two of them make one. */
    private static final List<Pattern> NOTICE = List.of(
            notice(
                    "confidentiality notice|disclaimer\\s*:|legal notice\\s*:|vertraulichkeitshinweis|haftungsausschluss\\s*:"
                            + "|aviso (?:de confidencialidad|legal)|(?:avis|clause) de confidentialité"),
            notice(
                    "\\bth(?:is|e|ese) (?:e-?mail|message|communication|transmission|information)s?\\b[^.!?]{0,120}(?:confidential|privileged)"
                            + "|diese[rs]? (?:e-?mail|mail|nachricht|mitteilung)\\b[^.!?]{0,120}vertraulich"
                            + "|(?:este (?:mensaje|correo)|esta comunicación)\\b[^.!?]{0,120}confidencial"
                            + "|(?:ce (?:message|courriel|mail|e-?mail)|cette communication)\\b[^.!?]{0,120}confidentiel"),
            notice(
                    "(?:if you are |are )?not the (?:intended |named )?(?:recipient|addressee)|intended recipient|intended (?:only|solely|exclusively) for"
                            + "|nicht der (?:richtige |beabsichtigte |vorgesehene )?(?:adressat|empfänger)"
                            + "|(?:si (?:usted )?)?no es el destinatario|(?:si vous )?n.êtes pas le (?:bon )?destinataire"),
            notice("in error|by mistake|irrtümlich|por error|par erreur"),
            notice(
                    "(?:notify|inform|contact|advise) (?:us|the sender)|delete (?:it|this|the|all)|(?:den )?absender|(?:vernichten|löschen) sie"
                            + "|(?:notif[íi]que|avise|av[íi]se)\\w*|elim[íi]n\\w+|(?:avertir|prévenir|informer) l.expéditeur|(?:supprimer|détruire)"));

    private static final Pattern DEVICE = Pattern.compile(
            "(?:Sent (?:from|via|with) |Get Outlook for |Gesendet (?:von|mit) |Von meine[mr] |Enviado desde |Envoyé (?:de |depuis )"
                    + "|Inviato da|Enviad[oa] d[oe] |(?:Verzonden|Verstuurd) (?:vanaf|met|vanuit) |Wysłan[eo] z |Skickat från |Sendt fra |Lähetetty )[^.!?]{0,30}"
                    + "(?i:phone|ipad|ios|galaxy|samsung|android|huawei|pixel|xiaomi|blackberry|mobil\\w*|handy|móvil|celular|tablet|mail)"
                    + "[^.!?]{0,25}[.!?]?\\s*$");

    private static final int DEVICE_REACH = 90;
    private static final List<String> DEVICE_BEGINNINGS = List.of(
            "Sent ",
            "Get Outlook for ",
            "Gesendet ",
            "Von meine",
            "Enviado d",
            "Enviada d",
            "Envoyé de",
            "Inviato da",
            "Verzonden v",
            "Verzonden met",
            "Verstuurd v",
            "Wysłan",
            "Skickat från ",
            "Sendt fra ",
            "Lähetetty ");

    private static final List<String> LIST_STEMS = List.of(
            "unsubscribe",
            "mail because",
            "newsletter",
            "abbestell",
            "abzubestell",
            "darse de baja",
            "désabonner",
            "désinscri");
    private static final Pattern LIST = Pattern.compile(
            "(?<=^|[.!?] |\\n)(?:(?:if you[^.!?]{0,60}, )?(?:please )?(?:click here )?to unsubscribe|unsubscribe (?:here|at|from this)|"
                    + "you (?:are receiving|receive|received) this (?:e-?mail|newsletter)|(?:um )?(?:den |diesen |unseren )?newsletter ab"
                    + "|(?:si|para)[^.!?]{0,40}darse de baja|pour (?:vous|se) dés\\w+)[^.!?]*[.!?]?",
            FLAGS);

    private MailFooter() {}

    private static Pattern notice(String expression) {
        return Pattern.compile(expression, FLAGS);
    }

    /** What is left of a text without its footer; the same text when it has none, blank when there is nothing else. */
    public static String without(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String rest = has(lower, LIST_STEMS) ? withoutListLines(text) : text;
        rest = has(lower, NOTICE_STEMS) ? withoutNotice(rest) : rest;
        rest = withoutDevice(rest);
        return text.contains(SIGNATURE) ? withoutSignature(rest) : rest;
    }

    private static boolean has(String lower, List<String> stems) {
        for (String stem : stems) {
            if (lower.contains(stem)) {
                return true;
            }
        }
        return false;
    }

    private static String withoutListLines(String text) {
        return LIST.matcher(text).replaceAll(line -> {
            boolean written = WRITER.matcher(line.group()).find();
            return written ? Matcher.quoteReplacement(line.group()) : "";
        });
    }

    /** From the first sign of a notice to the end, or to where the writer goes on. */
    private static String withoutNotice(String text) {
        int start = text.length();
        int kinds = 0;
        for (Pattern kind : NOTICE) {
            Matcher sign = kind.matcher(text);
            if (sign.find()) {
                kinds++;
                // What is deleted or came in error may be anything, above the notice too.
                boolean tells = NOTICE.indexOf(kind) < 3;
                start = tells ? Math.min(start, sign.start()) : start;
            }
        }
        if (kinds < 2 || start == text.length()) {
            return text;
        }
        Matcher writer = WRITER.matcher(text);
        int goesOn = writer.find(start) ? Math.max(sentenceStart(text, writer.start()), start) : text.length();
        return text.substring(0, start) + text.substring(goesOn).stripLeading();
    }

    private static int sentenceStart(String text, int at) {
        int start = at;
        while (start > 0 && ".!?\n".indexOf(text.charAt(start - 1)) < 0) {
            start--;
        }
        return start;
    }

    private static String withoutDevice(String text) {
        int from = Math.max(0, text.length() - DEVICE_REACH);
        for (String beginning : DEVICE_BEGINNINGS) {
            int at = text.indexOf(beginning, from);
            if (at >= 0 && DEVICE.matcher(text).region(at, text.length()).lookingAt()) {
                return text.substring(0, at);
            }
        }
        return text;
    }

    private static String withoutSignature(String text) {
        int dashes = text.lastIndexOf(SIGNATURE);
        if (dashes < 0) {
            return text;
        }
        String above = text.substring(0, dashes);
        String below = text.substring(dashes + SIGNATURE.length()).strip();
        boolean parted = above.isBlank()
                || above.endsWith("\n")
                || PARTING.matcher(above).find();
        return parted && isSignature(below) ? above : text;
    }

    /** Without line ends only a name tells a signature from a thought after a dash. */
    private static boolean isSignature(String below) {
        Matcher first = FIRST_WORDS.matcher(below);
        return first.find()
                && Character.isUpperCase(below.charAt(0))
                && !NO_NAME.matcher(first.group()).find()
                && !WRITER.matcher(below).find();
    }
}
