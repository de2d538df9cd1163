/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.db.TestSchema;
import io.aegis.db.audit.Actor;
import io.aegis.db.feedback.Samples;
import io.aegis.embedding.Embedding;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Different texts that share a signature or the questions of a survey. */
class CommonWordsIT {

    private static final String FOOTER =
            ". Thank you for contacting the support of Acme, we answer within two working days."
                    + " This message is meant for its addressee alone.";

    private static final String CRASHES = "The app crashes whenever I open my invoices";

    private final GroupFixture rows = new GroupFixture();

    @AfterEach
    void close() {
        rows.close();
    }

    private static String signed(String text, int order) {
        return text + " Order number: " + order + FOOTER;
    }

    private List<UUID> different(int from, int to) throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = from; i < to; i++) {
            ids.add(rows.stored(signed(GroupFixture.statement(i), i), Samples.NOON.plusSeconds(i)));
        }
        return ids;
    }

    private long grouped() throws Exception {
        return Long.parseLong(rows.value("SELECT COUNT(*) FROM feedback WHERE group_id IS NOT NULL"));
    }

    @Test
    void different_texts_with_a_signature_are_no_group_and_those_that_say_the_same_are() throws Exception {
        different(0, 40);
        UUID first = rows.stored(signed(CRASHES, 5_001));
        UUID second = rows.stored(signed(CRASHES + " now", 5_002));
        rows.group(100);
        assertThat(rows.groupOf(second)).isPresent().isEqualTo(rows.groupOf(first));
        assertThat(grouped()).isEqualTo(2);
        UUID later = rows.stored(signed(CRASHES + " today", 5_003));
        different(40, 42);
        assertThat(rows.similar.of(later, TestSchema.ample()).orElseThrow())
                .extracting(SimilarTexts.Similar::id)
                .containsExactlyInAnyOrder(first, second);
        rows.group(100);
        assertThat(rows.groupOf(later)).isEqualTo(rows.groupOf(first));
        assertThat(grouped()).isEqualTo(3);
    }

    @Test
    void what_came_one_by_one_is_taken_apart_when_enough_have_come_and_later_ones_stay_apart() throws Exception {
        for (int i = 0; i < 40; i++) {
            different(i, i + 1);
            rows.group(1);
        }
        assertThat(grouped()).isZero();
        assertThat(rows.value("SELECT COUNT(*) FROM feedback_group")).isEqualTo("0");
        assertThat(rows.value("SELECT COUNT(*) FROM feedback_fingerprint WHERE group_id IS NULL"))
                .isEqualTo("40");
        UUID first = rows.stored(signed(CRASHES, 5_001));
        rows.group(1);
        UUID second = rows.stored(signed(CRASHES, 5_002));
        rows.group(1);
        assertThat(rows.groupOf(second)).isPresent().isEqualTo(rows.groupOf(first));
    }

    @Test
    void a_group_in_which_a_person_put_something_stays() throws Exception {
        List<UUID> ids = different(0, 5);
        rows.group(1);
        UUID group = rows.groupOf(ids.getFirst()).orElseThrow();
        UUID one = rows.stored("Where is my parcel that I ordered in spring, number 1");
        rows.stored("Where is my parcel that I ordered in spring, number 2");
        rows.group(10);
        rows.edits.merge(rows.groupOf(one).orElseThrow(), group, Actor.COMMAND, TestSchema.ample());
        for (int i = 5; i < 40; i++) {
            different(i, i + 1);
            rows.group(1);
        }
        assertThat(rows.groupOf(one)).contains(group);
        for (UUID id : ids) {
            assertThat(rows.groupOf(id)).contains(group);
        }
        assertThat(rows.group(group).summary().size())
                .as("later ones stand alone")
                .isLessThan(40);
    }

    @Test
    void a_text_that_was_found_as_a_whole_is_found_by_its_rest_too() throws Exception {
        UUID early = rows.stored(signed(CRASHES, 1));
        rows.group(10);
        different(0, 40);
        rows.group(100);
        UUID late = rows.stored(signed(CRASHES, 2));
        rows.group(10);
        assertThat(rows.groupOf(late)).isPresent().isEqualTo(rows.groupOf(early));
    }

    private static String form(int number, String statement) {
        return "Name: " + List.of("Anna Miller", "Bert", "Hana Sato", "Igor").get(number % 4) + " Order number: "
                + number * 7_919
                + " What went wrong? " + statement + " Would you recommend us to a friend? "
                + List.of("yes", "no", "maybe").get(number % 3) + " May we contact you about your answer? "
                + List.of("yes", "no").get(number % 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 100})
    void filled_in_forms_are_grouped_by_what_was_written(int atOnce) throws Exception {
        List<UUID> same = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            UUID id = rows.stored(
                    form(i, i % 10 == 9 ? CRASHES : GroupFixture.statement(i)), Samples.NOON.plusSeconds(i));
            if (i % 10 == 9) {
                same.add(id);
            }
            if (i % atOnce == atOnce - 1) {
                rows.group(atOnce);
            }
        }
        rows.group(atOnce);
        assertThat(grouped()).isEqualTo(4);
        UUID group = rows.groupOf(same.getFirst()).orElseThrow();
        for (UUID id : same) {
            assertThat(rows.groupOf(id)).contains(group);
        }
    }

    /** Two came before it was known that they are a form. */
    @Test
    void groups_are_taken_apart_by_what_was_learned_of_another() throws Exception {
        List<UUID> first =
                List.of(rows.stored(form(1, "the ferry left early")), rows.stored(form(5, "loved the violin lesson")));
        rows.group(1);
        assertThat(grouped()).isEqualTo(2);
        for (int i = 10; i < 30; i++) {
            rows.stored(form(i, GroupFixture.statement(i)));
        }
        rows.group(100);
        for (UUID id : first) {
            assertThat(rows.groupOf(id)).isEmpty();
        }
        assertThat(grouped()).isZero();
    }

    @Test
    void one_complaint_with_a_number_of_its_own_each_is_one_group() throws Exception {
        for (int i = 0; i < 40; i++) {
            rows.stored(
                    "I was charged twice for my subscription this month and want my money back, order " + i * 7_919);
        }
        rows.group(7);
        assertThat(grouped()).isEqualTo(40);
        assertThat(rows.value("SELECT COUNT(*) FROM feedback_group")).isEqualTo("1");
    }

    @Test
    void an_erased_row_leaves_no_key_of_its_text() throws Exception {
        String text = signed(CRASHES, 1);
        UUID early = rows.stored(text);
        rows.group(10);
        different(0, 40);
        String other = signed("Where is my parcel that I ordered in spring", 2);
        UUID late = rows.stored(other);
        rows.group(100);
        rows.eraseWithKeys(early, text);
        rows.eraseWithKeys(late, other);
        assertThat(rows.value(
                        "SELECT COUNT(*) FROM feedback_band WHERE feedback_id IN ('" + early + "', '" + late + "')"))
                .isEqualTo("0");
    }

    /** The vectors of the whole texts are all alike, as most of each is the signature. */
    @Test
    void vectors_are_compared_without_it_too() throws Exception {
        float[] alike = new float[Embedding.LENGTH];
        alike[7] = 1;
        List<UUID> ids = different(0, 20);
        UUID first = rows.stored(signed("Invoices cannot be opened any more", 1));
        UUID words = rows.stored(signed("Inside the app no bill is to be seen", 2));
        rows.group(100);
        ids.add(first);
        ids.add(words);
        for (UUID id : ids) {
            rows.vector(id, Embedding.ofDirection(alike));
        }
        rows.groupVectors(100);
        assertThat(rows.groupOf(words)).isPresent().isEqualTo(rows.groupOf(first));
        assertThat(rows.group(rows.groupOf(first).orElseThrow()).summary().size())
                .isEqualTo(2);
    }
}
