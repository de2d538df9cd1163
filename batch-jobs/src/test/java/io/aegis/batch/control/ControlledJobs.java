/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.control;

import io.aegis.batch.jobs.DefaultSchedule;
import io.aegis.batch.jobs.JobDefinition;
import io.aegis.batch.jobs.Parameter;
import io.aegis.batch.jobs.ParameterType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Three jobs whose work the test says: {@code once}, which is resumed, {@code again}, which is not and has a schedule, and
 * {@code parts}, which has three.
 */
final class ControlledJobs {

    static final String ONCE = "once";
    static final String AGAIN = "again";
    static final String PARTS = "parts";

    private static final String ITEM = "item";

    /** Work of a step. */
    @FunctionalInterface
    interface Work {
        void on(StepExecution execution) throws Exception;
    }

    volatile Work work = _ -> {};
    volatile Work part = _ -> {};
    volatile int atMost = 8;
    volatile int atMostHere = 8;

    /** What parts' listeners were told. */
    final List<String> told = new CopyOnWriteArrayList<>();

    void addTo(GenericApplicationContext context) {
        context.registerBean(
                ONCE,
                JobDefinition.class,
                () -> JobDefinition.once(job(context, ONCE), "", item())
                        .atMost(atMost)
                        .atMostHere(atMostHere));
        context.registerBean(
                AGAIN,
                JobDefinition.class,
                () -> JobDefinition.repeatable(job(context, AGAIN), "")
                        .taking(item())
                        .scheduled(new DefaultSchedule("0 0 0 1 1 *", true)));
        context.registerBean(PARTS, JobDefinition.class, () -> JobDefinition.once(parted(context), "", item()));
        context.registerBean(PartitionedWork.class, () -> new Part(context));
        context.registerBean(PartitionListener.class, Told::new);
    }

    private static Parameter item() {
        return Parameter.required(ITEM, new ParameterType.Text(64), "what is worked on");
    }

    private Job job(GenericApplicationContext context, String name) {
        JobRepository repository = context.getBean(JobRepository.class);
        return new JobBuilder(name, repository)
                .start(step(context, "work", work -> this.work.on(work)))
                .build();
    }

    private static Step step(GenericApplicationContext context, String name, Work work) {
        return new StepBuilder(name, context.getBean(JobRepository.class))
                .tasklet(
                        (contribution, _) -> {
                            work.on(contribution.getStepExecution());
                            contribution.incrementWriteCount(1);
                            return RepeatStatus.FINISHED;
                        },
                        context.getBean(PlatformTransactionManager.class))
                .build();
    }

    private static Job parted(GenericApplicationContext context) {
        JobRepository repository = context.getBean(JobRepository.class);
        return new JobBuilder(PARTS, repository)
                .start(new StepBuilder("cut", repository)
                        .partitioner("cut", _ -> contexts())
                        .partitionHandler(context.getBean(PartitionHandler.class))
                        .build())
                .build();
    }

    private static Map<String, ExecutionContext> contexts() {
        Map<String, ExecutionContext> parts = new TreeMap<>();
        for (String name : List.of("a", "b", "c")) {
            parts.put(name, new ExecutionContext());
        }
        return parts;
    }

    private final class Part implements PartitionedWork {

        private final GenericApplicationContext context;

        private Part(GenericApplicationContext context) {
            this.context = context;
        }

        @Override
        public String stepName() {
            return "cut";
        }

        @Override
        public Step step(StepExecution execution, Right right) {
            return ControlledJobs.step(context, execution.getStepName(), each -> {
                part.on(each);
                right.hold();
            });
        }
    }

    private final class Told implements PartitionListener {

        @Override
        public void begins(StepExecution execution) {
            told.add("begins " + execution.getStepName());
        }

        @Override
        public void ended(StepExecution execution) {
            told.add("ended " + execution.getStepName());
        }
    }
}
