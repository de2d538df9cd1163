/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.running;

import io.aegis.batch.BatchProcess;
import io.aegis.batch.control.Launch;
import io.aegis.batch.control.Launcher;
import io.aegis.batch.jobs.JobCatalog;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.LaunchParameters;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/** A job of so many turns, each a committed chunk. The test says what happens in them. */
final class TurnsJob {

    static final String NAME = "turns";

    /** What happens in a turn. */
    @FunctionalInterface
    interface Turn {
        void take(String item, int turn) throws Exception;
    }

    volatile Turn turn = (_, _) -> {};
    volatile boolean resumed = true;
    volatile int atMost = 8;
    volatile int atMostHere = 8;

    /** Every turn that was committed or tried, as {@code item:turn}. */
    final List<String> taken = new CopyOnWriteArrayList<>();

    /** How many executions of an item ran at one time, at most. */
    final ConcurrentMap<String, Integer> mostAtOnce = new ConcurrentHashMap<>();

    private final ConcurrentMap<String, AtomicInteger> atOnce = new ConcurrentHashMap<>();

    void addTo(GenericApplicationContext context) {
        context.registerBean(
                JobDefinition.class,
                () -> definition(
                        context.getBean(JobRepository.class), context.getBean(PlatformTransactionManager.class)));
    }

    /** Holds the first that comes to its second turn there, from when it is reached until it is to go on. */
    void holdInSecondTurn(CountDownLatch reached, CountDownLatch goOn) {
        turn = (_, number) -> {
            if (number == 2 && reached.getCount() == 1) {
                reached.countDown();
                goOn.await();
            }
        };
    }

    /** The job as a process knows it. */
    static JobDefinition definition(BatchProcess process) {
        return process.part(JobCatalog.class).find(NAME).orElseThrow();
    }

    /** Has a process launch it for an item. */
    static Launch launch(BatchProcess process, String item) throws Exception {
        JobDefinition job = definition(process);
        return process.part(Launcher.class).launch(job, LaunchParameters.of(job, Map.of("item", item), "unused"));
    }

    private JobDefinition definition(JobRepository repository, PlatformTransactionManager transactions) {
        return JobDefinition.once(
                        new JobBuilder(NAME, repository)
                                .start(new StepBuilder("take", repository)
                                        .tasklet((contribution, _) -> take(contribution), transactions)
                                        .build())
                                .build(),
                        "Takes turns.",
                        Parameter.required("item", new ParameterType.Text(64), "what is worked on"),
                        Parameter.optional("turns", new ParameterType.WholeNumber(1, 1000), "how many")
                                .or(3L))
                .atMost(atMost)
                .atMostHere(atMostHere)
                .resumed(resumed);
    }

    private RepeatStatus take(StepContribution contribution) throws Exception {
        StepExecution execution = contribution.getStepExecution();
        String item = String.valueOf(execution.getJobParameters().getString("item"));
        AtomicInteger now = atOnce.computeIfAbsent(item, _ -> new AtomicInteger());
        mostAtOnce.merge(item, now.incrementAndGet(), Math::max);
        try {
            ExecutionContext context = execution.getExecutionContext();
            int number = context.getInt("turn", 0) + 1;
            taken.add(item + ":" + number);
            turn.take(item, number);
            context.putInt("turn", number);
            contribution.incrementWriteCount(1);
            Long turns = execution.getJobParameters().getLong("turns");
            return RepeatStatus.continueIf(turns != null && number < turns);
        } finally {
            now.decrementAndGet();
        }
    }
}
