/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.bench.load.text;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Made-up customer complaints of 60 to 300 characters. The same seed and number give the same text; different seeds or numbers
 * give different ones, by the reference that each text ends with. Immutable.
 */
public final class Complaints {

    private static final List<String> OPENINGS = List.of(
            "I have been a customer for six years and this has never happened before.",
            "This is the second time I write about the same thing.",
            "Honestly, I expected better from you.",
            "Hello, I need some help please.",
            "Your support line kept me waiting for forty minutes.",
            "I really like the product, but today was a disappointment.",
            "Good morning.",
            "Nobody has answered my last two messages.");

    private static final List<String> PROBLEMS = List.of(
            "I was charged twice for the same order",
            "The refund that you promised in March never arrived",
            "The app crashes as soon as I open the settings",
            "The checkout page shows a blank screen after I pay",
            "I can not find the button to export my invoices",
            "The new menu is confusing and takes far too many clicks",
            "The parcel came damaged and with the wrong size",
            "My subscription was renewed although I cancelled it",
            "The password reset mail never comes",
            "Uploading a photo fails with error 500 every single time",
            "The delivery was three days late",
            "Search results load so slowly that I gave up",
            "The invoice shows the wrong tax rate",
            "Dark mode makes half of the text unreadable",
            "Synchronising between my phone and my laptop loses notes");

    private static final List<String> DETAILS = List.of(
            ", and it only started after the last update.",
            ", both on the website and on my phone.",
            " and the help pages did not explain why.",
            ". I have attached screenshots to my earlier mail.",
            ", which is really annoying.",
            ". A colleague of mine sees exactly the same.",
            ". Otherwise the service is great, thank you.",
            " since Monday.");

    private static final List<String> URGENT = List.of(
            "Somebody has taken over my account and I am locked out.",
            "There is a fraudulent transaction on my card right now.",
            "My lawyer will file a lawsuit if I hear nothing.",
            "If this is not fixed by Friday I will cancel our contract.",
            "The battery got so hot that it caught fire.",
            "Our whole shop is down and we are losing money every minute.");

    private final long seed;
    private final double urgentShare;

    /**
     * A series of texts.
     *
     * @param seed not negative
     * @param urgentShare of texts with a sentence that should make them urgent, 0..1
     */
    public Complaints(long seed, double urgentShare) {
        if (seed < 0 || !(urgentShare >= 0 && urgentShare <= 1)) {
            throw new IllegalArgumentException("a seed is not negative and a share is 0 to 1");
        }
        this.seed = seed;
        this.urgentShare = urgentShare;
    }

    /** The text with that number. */
    public String text(long number) {
        var random = new SplittableRandom(seed * 31 + number);
        var text = new StringBuilder(300)
                .append(pick(OPENINGS, random))
                .append(' ')
                .append(pick(PROBLEMS, random))
                .append(pick(DETAILS, random));
        if (random.nextDouble() < urgentShare) {
            text.append(' ').append(pick(URGENT, random));
        }
        return text.append(" My reference is R")
                .append(Long.toString(seed, Character.MAX_RADIX))
                .append('-')
                .append(Long.toString(number, Character.MAX_RADIX))
                .append('.')
                .toString();
    }

    /** So many texts, from number {@code first} on. */
    public Stream<String> texts(long first, long count) {
        return LongStream.range(first, first + count).mapToObj(this::text);
    }

    private static String pick(List<String> choices, SplittableRandom random) {
        return choices.get(random.nextInt(choices.size()));
    }
}
