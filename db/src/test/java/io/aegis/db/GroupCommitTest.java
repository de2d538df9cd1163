/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.testing.Await;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

    /** Notes what was written with what; whatever is 0 waits for the gate, so that others gather behind it. */
    private static class Notes implements GroupCommit.Writing<Integer, String> {

        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch gate = new CountDownLatch(1);
        final List<List<Integer>> groups = Collections.synchronizedList(new ArrayList<>());
        final List<Integer> singles = Collections.synchronizedList(new ArrayList<>());

        @Override
        public List<String> together(List<Integer> items, Deadline deadline) throws DatabaseUnavailableException {
            groups.add(List.copyOf(items));
            return items.stream().map(item -> "together " + item).toList();
        }

        @Override
        public String alone(Integer item, Deadline deadline) throws DatabaseUnavailableException {
            if (item == 0) {
                begun.countDown();
                Uninterrupted.await(gate);
            }
            singles.add(item);
            return "alone " + item;
        }
    }

    private static final class Uninterrupted {
        static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @AfterEach
    void close() {
        callers.close();
    }

    private static Deadline ample() {
        return Deadline.after(Ticker.system(), Duration.ofSeconds(30));
    }

    private static GroupCommit<Integer, String> writer(int writers, int largest, Notes notes) {
        return new GroupCommit<>(
                writers, largest, notes, task -> Thread.ofVirtual().start(task));
    }

    /** Occupies the only writer, and lets so many others gather behind it. */
    private List<Future<String>> gather(GroupCommit<Integer, String> commits, Notes notes, int count) throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        answers.add(callers.submit(() -> commits.write(0, ample())));
        notes.begun.await();
        for (int i = 1; i <= count; i++) {
            int item = i;
            answers.add(callers.submit(() -> commits.write(item, ample())));
            int gathered = i;
            Await.until("all gathered", () -> commits.waiting() == gathered);
        }
        return answers;
    }

    private static List<String> all(List<Future<String>> answers) throws ExecutionException, InterruptedException {
        List<String> all = new ArrayList<>();
        for (Future<String> answer : answers) {
            all.add(answer.get());
        }
        return all;
    }

    @Test
    void with_a_free_writer_it_is_written_at_once_and_alone() throws Exception {
        Notes notes = new Notes();

        assertThat(writer(1, 8, notes).write(7, ample())).isEqualTo("alone 7");
        assertThat(notes.groups).isEmpty();
    }

    @Test
    void those_that_gather_are_written_together_in_their_order_up_to_the_largest_group() throws Exception {
        Notes notes = new Notes();
        GroupCommit<Integer, String> commits = writer(1, 3, notes);
        List<Future<String>> answers = gather(commits, notes, 5);

        notes.gate.countDown();

        assertThat(all(answers))
                .containsExactly("alone 0", "together 1", "together 2", "together 3", "together 4", "together 5");
        assertThat(notes.groups).containsExactly(List.of(1, 2, 3), List.of(4, 5));
    }

    @Test
    void what_cannot_be_written_together_is_written_alone() throws Exception {
        Notes notes = new Notes() {
            @Override
            public List<String> together(List<Integer> items, Deadline deadline) throws DatabaseUnavailableException {
                throw new StatementRefusedException("refused", new SQLException("made up"), true);
            }
        };
        GroupCommit<Integer, String> commits = writer(1, 8, notes);
        List<Future<String>> answers = gather(commits, notes, 2);

        notes.gate.countDown();

        assertThat(all(answers)).containsExactly("alone 0", "alone 1", "alone 2");
    }

    @Test
    void a_member_that_the_database_refuses_costs_the_others_of_its_group_nothing() throws Exception {
        Notes notes = new Notes() {
            @Override
            public List<String> together(List<Integer> items, Deadline deadline) throws DatabaseUnavailableException {
                throw refusal();
            }

            @Override
            public String alone(Integer item, Deadline deadline) throws DatabaseUnavailableException {
                if (item == 2) {
                    throw refusal();
                }
                return super.alone(item, deadline);
            }

            private StatementRefusedException refusal() {
                return new StatementRefusedException("too long for its column", new SQLException("made up"), false);
            }
        };
        GroupCommit<Integer, String> commits = writer(1, 8, notes);
        List<Future<String>> answers = gather(commits, notes, 3);

        notes.gate.countDown();

        assertThat(answers.get(1).get()).isEqualTo("alone 1");
        assertThatThrownBy(answers.get(2)::get).hasRootCauseMessage("made up");
        assertThat(answers.get(3).get()).isEqualTo("alone 3");
    }

    @Test
    void with_a_free_writer_it_is_written_on_the_callers_own_thread() throws Exception {
        AtomicReference<Thread> writer = new AtomicReference<>(Thread.currentThread());
        Notes notes = new Notes() {
            @Override
            public String alone(Integer item, Deadline deadline) throws DatabaseUnavailableException {
                writer.set(Thread.currentThread());
                return super.alone(item, deadline);
            }
        };

        Thread caller = callers.submit(() -> {
                    writer(1, 8, notes).write(7, ample());
                    return Thread.currentThread();
                })
                .get();

        assertThat(writer).hasValue(caller);
    }

    @Test
    void a_failure_of_the_group_is_each_members_and_the_writer_goes_on() throws Exception {
        Notes notes = new Notes() {
            @Override
            public List<String> together(List<Integer> items, Deadline deadline) throws DatabaseUnavailableException {
                throw new DatabaseUnavailableException("away");
            }
        };
        GroupCommit<Integer, String> commits = writer(1, 8, notes);
        List<Future<String>> answers = gather(commits, notes, 2);

        notes.gate.countDown();

        assertThat(answers.get(0).get()).isEqualTo("alone 0");
        for (Future<String> answer : answers.subList(1, 3)) {
            assertThatThrownBy(answer::get).hasRootCauseMessage("away");
        }
        assertThat(commits.write(9, ample())).isEqualTo("alone 9");
    }

    @Test
    void a_defect_reaches_the_caller_and_the_writer_goes_on() throws Exception {
        Notes notes = new Notes() {
            @Override
            public String alone(Integer item, Deadline deadline) throws DatabaseUnavailableException {
                if (item < 0) {
                    throw new IllegalStateException("defect");
                }
                return super.alone(item, deadline);
            }
        };
        GroupCommit<Integer, String> commits = writer(1, 8, notes);

        assertThatThrownBy(() -> commits.write(-1, ample())).hasMessage("defect");
        assertThat(commits.write(9, ample())).isEqualTo("alone 9");
    }

    @Test
    void who_waits_no_longer_is_not_written() throws Exception {
        Notes notes = new Notes();
        GroupCommit<Integer, String> commits = writer(1, 8, notes);
        List<Future<String>> answers = gather(commits, notes, 1);

        assertThatThrownBy(() -> commits.write(5, Deadline.after(Ticker.system(), Duration.ofMillis(1))))
                .isInstanceOf(DatabaseUnavailableException.class);
        Future<?> interrupted = callers.submit(() -> commits.write(6, ample()));
        Await.until("all gathered", () -> commits.waiting() == 2);
        interrupted.cancel(true);
        Await.until("all gathered", () -> commits.waiting() == 1);
        notes.gate.countDown();

        assertThat(all(answers)).containsExactly("alone 0", "alone 1");
        assertThat(notes.singles).containsExactly(0, 1);
    }

    @Test
    void of_many_callers_each_gets_its_own_answer_and_is_written_once() throws Exception {
        Notes notes = new Notes();
        GroupCommit<Integer, String> commits = writer(2, 16, notes);
        List<Future<String>> answers = IntStream.rangeClosed(1, 2_000)
                .mapToObj(item -> callers.submit(() -> commits.write(item, ample())))
                .toList();

        for (int item = 1; item <= answers.size(); item++) {
            assertThat(answers.get(item - 1).get()).endsWith(" " + item);
        }
        List<Integer> written = new ArrayList<>(notes.singles);
        notes.groups.forEach(written::addAll);
        assertThat(written).hasSize(2_000).doesNotHaveDuplicates();
    }

    @Test
    void a_writer_that_could_never_write_is_refused() {
        assertThatThrownBy(() -> writer(0, 8, new Notes())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> writer(1, 0, new Notes())).isInstanceOf(IllegalArgumentException.class);
    }
}
