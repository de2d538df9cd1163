/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.db.StatementRefusedException;
import io.aegis.db.TestSchema;
import io.aegis.db.outbox.Alerts;
import io.aegis.storage.Metadata;
import io.aegis.storage.NewFeedback;
import io.aegis.storage.StoreResult;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Texts that share a transaction: they become what each alone would have become, or nothing at all. */
class FeedbackInsertionIT {

    private static TestSchema schema;
    private static FeedbackInsertion insertion;

    @BeforeAll
    static void create() {
        schema = TestSchema.create();
        insertion = new FeedbackInsertion(
                schema.database(),
                new FeedbackDetails(
                        new Alerts(List.of(), UuidCreator::getTimeOrderedEpoch), UuidCreator::getTimeOrderedEpoch));
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    private static List<NewFeedback> texts(String about, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Samples.feedback(about + " number " + i))
                .toList();
    }

    private static String stored(String about) throws Exception {
        return schema.value("SELECT CONCAT(COUNT(*), ' ', COUNT(a.id)) FROM feedback f LEFT JOIN analysis a"
                + " ON a.feedback_id = f.id WHERE f.clean_content LIKE '" + about + " number %'");
    }

    private static void assertRefusedAsDuplicate(List<NewFeedback> texts) {
        assertThatExceptionOfType(StatementRefusedException.class)
                .isThrownBy(() -> insertion.together(texts, TestSchema.ample()))
                .matches(StatementRefusedException::isDuplicate);
    }

    @Test
    void new_texts_are_all_stored_and_answered_in_their_order() throws Exception {
        List<NewFeedback> texts = texts("apples", 40);

        List<StoreResult> results = insertion.together(texts, TestSchema.ample());

        assertThat(results).allMatch(StoreResult.Inserted.class::isInstance);
        assertThat(results.stream().map(result -> result.row().id()))
                .containsExactlyElementsOf(texts.stream().map(NewFeedback::id).toList());
        assertThat(stored("apples")).isEqualTo("40 40");
    }

    @Test
    void with_a_known_text_among_them_none_is_stored_and_alone_each_gets_its_answer() throws Exception {
        List<NewFeedback> texts = texts("pears", 3);
        NewFeedback first = Samples.feedback("pears number 1");
        insertion.alone(first, TestSchema.ample());

        assertRefusedAsDuplicate(texts);
        assertThat(stored("pears")).isEqualTo("1 1");
        assertThat(insertion.alone(texts.get(1), TestSchema.ample()))
                .isInstanceOfSatisfying(
                        StoreResult.AlreadyStored.class,
                        result -> assertThat(result.row().id()).isEqualTo(first.id()));
        assertThat(insertion.alone(texts.get(0), TestSchema.ample())).isInstanceOf(StoreResult.Inserted.class);
    }

    @Test
    void a_group_whose_commit_was_not_heard_of_finds_its_rows_when_it_asks_again() throws Exception {
        List<NewFeedback> texts = texts("plums", 2);
        insertion.together(texts, TestSchema.ample());

        assertRefusedAsDuplicate(texts);
        assertThat(insertion.alone(texts.getFirst(), TestSchema.ample())).isInstanceOf(StoreResult.Inserted.class);
    }

    @Test
    void what_no_column_holds_is_refused_and_leaves_nothing_of_its_group() throws Exception {
        NewFeedback good = Samples.feedback("cherries number 1");
        NewFeedback bad = Samples.with(
                Samples.feedback("cherries number 2"),
                new Metadata(Optional.of("x".repeat(200)), Optional.empty(), Optional.empty(), Optional.empty()));

        assertThatExceptionOfType(StatementRefusedException.class)
                .isThrownBy(() -> insertion.together(List.of(good, bad), TestSchema.ample()))
                .matches(refusal -> !refusal.isDuplicate());
        assertThatExceptionOfType(StatementRefusedException.class)
                .isThrownBy(() -> insertion.alone(bad, TestSchema.ample()))
                .matches(refusal -> !refusal.isDuplicate());
        assertThat(stored("cherries")).isEqualTo("0 0");
    }
}
