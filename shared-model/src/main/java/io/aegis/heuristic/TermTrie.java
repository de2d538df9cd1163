/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.heuristic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells which terms a word belongs to, in one walk along its letters and without allocation: a trie laid out breadth
 * first, so that the children of a node lie side by side. Ends of words hang in the same trie, backwards, below a node of
 * their own. Immutable.
 */
final class TermTrie {

    private static final int[] NONE = {};
    private static final int ROOT = 0;
    /** No letter: what leads to the ends of words. */
    private static final char BACKWARDS = '\0';

    /** Below it are alphabets with spaces between words alone. */
    private static final char FIRST_WITHOUT_SPACES = '\u0E00';

    private final int termCount;
    private final char[] letters;
    private final int[] firstChild;
    private final int[][] ofWords;
    private final int[][] ofPrefixes;
    /** Where the ends of words hang; the root when there are none. */
    private final int backwards;

    /** Builds the trie of terms whose ids are their places in the list. */
    TermTrie(List<Term> terms) {
        this.termCount = terms.size();
        Node root = new Node();
        for (int id = 0; id < termCount; id++) {
            int term = id;
            terms.get(id).words().forEach(word -> root.descend(word).words.add(term));
            terms.get(id)
                    .prefixes()
                    .forEach(prefix -> root.descend(prefix).prefixes.add(term));
            terms.get(id)
                    .suffixes()
                    .forEach(suffix -> root.descend(BACKWARDS
                                    + new StringBuilder(suffix).reverse().toString())
                            .prefixes
                            .add(term));
        }
        List<Node> nodes = root.breadthFirst();
        letters = new char[nodes.size()];
        firstChild = new int[nodes.size() + 1];
        ofWords = new int[nodes.size()][];
        ofPrefixes = new int[nodes.size()][];
        int children = 1;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            firstChild[i] = children;
            for (char letter : node.children.keySet()) {
                letters[children++] = letter;
            }
            ofWords[i] = toArray(node.words);
            ofPrefixes[i] = toArray(node.prefixes);
        }
        firstChild[nodes.size()] = children;
        backwards = child(ROOT, BACKWARDS);
    }

    private static int[] toArray(SortedSet<Integer> ids) {
        return ids.isEmpty() ? NONE : ids.stream().mapToInt(Integer::intValue).toArray();
    }

    int termCount() {
        return termCount;
    }

    /** Receives the terms of a word. */
    @FunctionalInterface
    interface Sink {
        void accept(int term, int position);
    }

    /**
     * Hands on every term of the word in {@code chars[from, to)}, together with {@code position}. Where a script puts no spaces between
     * words it is what stands between two spaces, and its words are met anywhere in it.
     */
    void look(char[] chars, int from, int to, int position, Sink sink) {
        lookForwards(chars, from, to, position, sink);
        for (int start = from; start < to; start++) {
            if (chars[start] >= FIRST_WITHOUT_SPACES) {
                lookInside(chars, start, to, position, sink);
            }
        }
        int node = backwards;
        for (int i = to - 1; node != ROOT && i >= from; i--) {
            node = child(node, chars[i]);
            for (int term : ofPrefixes[node]) {
                sink.accept(term, position);
            }
        }
    }

    private void lookForwards(char[] chars, int from, int to, int position, Sink sink) {
        int node = ROOT;
        for (int i = from; i < to; i++) {
            node = child(node, chars[i]);
            if (node == ROOT) {
                return;
            }
            for (int term : ofPrefixes[node]) {
                sink.accept(term, position);
            }
        }
        for (int term : ofWords[node]) {
            sink.accept(term, position);
        }
    }

    private void lookInside(char[] chars, int from, int to, int position, Sink sink) {
        int node = child(ROOT, chars[from]);
        if (node == ROOT || !hasNoSpaces(chars[from])) {
            return;
        }
        int at = from + 1;
        while (node != ROOT) {
            for (int term : ofPrefixes[node]) {
                sink.accept(term, position);
            }
            for (int term : ofWords[node]) {
                sink.accept(term, position);
            }
            node = at < to ? child(node, chars[at]) : ROOT;
            at++;
        }
    }

    private static boolean hasNoSpaces(char letter) {
        return switch (Character.UnicodeScript.of(letter)) {
            case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
            default -> false;
        };
    }

    private int child(int node, char letter) {
        for (int child = firstChild[node]; child < firstChild[node + 1]; child++) {
            if (letters[child] == letter) {
                return child;
            }
        }
        return ROOT;
    }

    private static final class Node {
        private final SortedMap<Character, Node> children = new TreeMap<>();
        private final SortedSet<Integer> words = new TreeSet<>();
        private final SortedSet<Integer> prefixes = new TreeSet<>();

        private Node descend(String letters) {
            Node node = this;
            for (int i = 0; i < letters.length(); i++) {
                node = node.children.computeIfAbsent(letters.charAt(i), added -> new Node());
            }
            return node;
        }

        private List<Node> breadthFirst() {
            List<Node> found = new ArrayList<>();
            Queue<Node> next = new ArrayDeque<>(List.of(this));
            while (!next.isEmpty()) {
                Node node = next.remove();
                found.add(node);
                next.addAll(node.children.values());
            }
            return found;
        }
    }
}
