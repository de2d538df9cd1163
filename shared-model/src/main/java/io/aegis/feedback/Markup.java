/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedback;

import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeTraversor;

/** Takes HTML out of a text. */
final class Markup {

    /** Elements whose content no reader sees. */
    private static final Set<String> HIDDEN =
            Set.of("script", "style", "template", "title", "iframe", "noembed", "noframes");

    /** Elements that part words without being blocks to the parser. */
    private static final Set<String> PARTING = Set.of("br", "td", "th", "option", "img", "input", "textarea", "button");

    /** Elements in one another. The parser looks through all that are open at every tag. */
    static final int MAX_DEPTH = 32;

    private Markup() {}

    /**
     * The text of HTML as a reader sees it, entities decoded once. Blocks and line breaks become spaces, inline elements
     * vanish without a trace. What is no tag to an HTML parser stays: {@code a < b}, {@code <3}. White space is not
     * folded.
     */
    static String strip(String raw) {
        if (raw.indexOf('<') < 0 && raw.indexOf('&') < 0) {
            return raw;
        }
        StringBuilder text = new StringBuilder(raw.length());
        // Invisible characters go first: a zero-width space must not hide a tag from the parser.
        NodeTraversor.filter(new TextOfNodes(text), document(keepOpenBrackets(Characters.dropInvisible(raw))));
        return text.toString();
    }

    static Document document(String html) {
        return Parser.htmlParser().setMaxDepth(MAX_DEPTH).parseInput(html, "");
    }

    /**
     * A tag that is never closed would swallow the rest of the text ("it cost <half of that"). So behind the last
     * {@code >} a {@code <} before a letter is text, unless attributes show that markup was cut off.
     */
    private static String keepOpenBrackets(String html) {
        int tail = html.lastIndexOf('>') + 1;
        if (html.indexOf('=', tail) >= 0) {
            return html;
        }
        StringBuilder kept = new StringBuilder(html.length());
        for (int i = 0; i < html.length(); i++) {
            char c = html.charAt(i);
            if (c == '<' && i >= tail && i + 1 < html.length() && Character.isLetter(html.charAt(i + 1))) {
                kept.append("&lt;");
            } else {
                kept.append(c);
            }
        }
        return kept.toString();
    }

    private record TextOfNodes(StringBuilder text) implements NodeFilter {

        @Override
        public FilterResult head(Node node, int depth) {
            switch (node) {
                case TextNode words -> text.append(words.getWholeText());
                case Element element
                when HIDDEN.contains(element.normalName()) -> {
                    text.append(' ');
                    return FilterResult.SKIP_ENTIRELY;
                }
                default -> part(node);
            }
            return FilterResult.CONTINUE;
        }

        @Override
        public FilterResult tail(Node node, int depth) {
            part(node);
            return FilterResult.CONTINUE;
        }

        private void part(Node node) {
            if (node instanceof Element element && (element.isBlock() || PARTING.contains(element.normalName()))) {
                text.append(' ');
            }
        }
    }
}
