/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.personaldata;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import io.aegis.batch.jobs.StepPerExecution;
import io.aegis.batch.jobs.Steps;
import io.aegis.batch.retention.Removal;
import io.aegis.batch.retention.RetentionTasklet;
import io.aegis.db.Transactions;
import io.aegis.db.groups.GroupEdits;
import io.aegis.db.personaldata.DataRequest;
import io.aegis.db.personaldata.DataRequests;
import io.aegis.db.personaldata.ErasurePasses;
import io.aegis.db.personaldata.ExampleErasure;
import io.aegis.db.personaldata.LeftoverErasure;
import io.aegis.db.personaldata.NameErasure;
import io.aegis.db.personaldata.NoteMentions;
import io.aegis.db.personaldata.RejectExport;
import io.aegis.db.personaldata.RoutingErasure;
import io.aegis.db.personaldata.SubjectErasure;
import io.aegis.db.personaldata.SubjectExport;
import io.aegis.db.personaldata.SubjectSearch;
import io.aegis.db.retention.RetentionStore;
import io.aegis.deadline.Deadline;
import io.aegis.deadline.Ticker;
import io.aegis.storage.DatabaseUnavailableException;
import io.aegis.topics.CurrentOwnTopics;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The jobs {@code customer-export} and {@code customer-erasure}. Each step is a series of small transactions that note how far
 * they are with the request, so an execution that was cut short goes on there.
 */
@Configuration(proxyBeanMethods = false)
class PersonalDataConfiguration {

    private static final int GROUPED_AT_ONCE = 500;

    /** How long an erasure waits for imports that are at work; then it tells of them. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private static final int ID_LENGTH = 36;

    private static final Parameter REQUEST = Parameter.required(
            DataRequests.PARAMETER, new ParameterType.Text(ID_LENGTH), "id of a request of POST /admin/data-requests");

    /** A piece of the work on a request, in one transaction. */
    @FunctionalInterface
    private interface Piece {
        RetentionStore.Removal some(UUID request, Deadline deadline) throws DatabaseUnavailableException;
    }

    private static Step step(Steps steps, Ticker ticker, String name, Piece piece) {
        return step(name, steps, request -> new RetentionTasklet(deadline -> piece.some(request, deadline), ticker));
    }

    private static Step step(String name, Steps steps, Function<UUID, Tasklet> tasklet) {
        return new StepPerExecution(name, execution -> {
            UUID request = UUID.fromString(
                    Objects.requireNonNull(execution.getJobParameters().getString(DataRequests.PARAMETER)));
            return steps.of(name, tasklet.apply(request));
        });
    }

    @Bean
    JobDefinition customerExport(Steps steps, Transactions chunkTransactions, CurrentOwnTopics current, Ticker ticker) {
        return JobDefinition.once(
                new JobBuilder(DataRequest.Kind.EXPORT.job(), steps.repository())
                        .start(step(steps, ticker, "find-texts", new SubjectSearch(chunkTransactions)::some))
                        .next(step(steps, ticker, "export-refused-records", new RejectExport(chunkTransactions)::some))
                        .next(step(steps, ticker, "export-texts", new SubjectExport(chunkTransactions, current)::some))
                        .build(),
                "Exports everything that is known of a customer as JSON.",
                REQUEST);
    }

    @Bean
    JobDefinition customerErasure(Steps steps, Transactions chunkTransactions, Ticker ticker) {
        SubjectSearch search = new SubjectSearch(chunkTransactions);
        ExampleErasure examples = new ExampleErasure(chunkTransactions);
        SubjectErasure texts = new SubjectErasure(chunkTransactions);
        NameErasure names = new NameErasure(chunkTransactions);
        RoutingErasure routings = new RoutingErasure(chunkTransactions);
        NoteMentions notes = new NoteMentions(chunkTransactions);
        LeftoverErasure leftovers = new LeftoverErasure(chunkTransactions);
        GroupEdits groups = new GroupEdits(chunkTransactions, UuidCreator::getTimeOrderedEpoch);
        Removal grouped = Removal.upTo(GROUPED_AT_ONCE, groups::removeErased);
        ErasurePasses passes = new ErasurePasses(
                chunkTransactions,
                LONGEST_WAIT,
                List.of(
                        search::some,
                        examples::some,
                        texts::some,
                        (_, deadline) -> grouped.some(deadline),
                        leftovers::rejects,
                        leftovers::staged));
        return JobDefinition.once(
                new JobBuilder(DataRequest.Kind.ERASURE.job(), steps.repository())
                        .start(step(steps, ticker, "find-texts", search::some))
                        .next(step(steps, ticker, "erase-examples", examples::some))
                        .next(step(steps, ticker, "erase-texts", texts::some))
                        .next(step(steps, ticker, "erase-from-groups", (_, deadline) -> grouped.some(deadline)))
                        .next(step(steps, ticker, "erase-import-rejects", leftovers::rejects))
                        .next(step(steps, ticker, "erase-staged-files", leftovers::staged))
                        .next(step("erase-what-imports-added", steps, id -> new PassesTasklet(passes, id, ticker)))
                        .next(step(steps, ticker, "erase-exports", leftovers::exports))
                        .next(step(steps, ticker, "erase-from-routing", routings::some))
                        .next(step(steps, ticker, "find-notes", notes::some))
                        .next(step(steps, ticker, "erase-views", names::views))
                        .next(step(steps, ticker, "erase-tags", names::others))
                        .next(step(steps, ticker, "forget-customer", leftovers::seal))
                        .build(),
                "Erases everything that is known of a customer; how many of what went stays.",
                REQUEST);
    }
}
