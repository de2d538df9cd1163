/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;

class JobDefinitionTest {

    private static final Job JOB = new Job() {
        @Override
        public String getName() {
            return "job";
        }

        @Override
        public void execute(JobExecution execution) {}
    };

    private static final Parameter DAYS = Parameter.optional("days", new ParameterType.WholeNumber(1, 9), "");

    @Test
    void refuses_what_makes_no_sense() {
        JobDefinition job = JobDefinition.repeatable(JOB, "");
        assertThatThrownBy(() -> job.atMost(0)).hasMessageContaining("1 to 64");
        assertThatThrownBy(() -> job.taking(DAYS, DAYS)).hasMessageContaining("two parameters");
        assertThatThrownBy(() -> DAYS.or(10L)).hasMessageContaining("1 to 9");
        assertThatThrownBy(() -> Parameter.required("run", new ParameterType.Flag(), ""))
                .hasMessageContaining("taken");
        assertThatThrownBy(() -> new DefaultSchedule("* * * * *", true)).hasMessageContaining("six fields");
        assertThatThrownBy(() -> new JobCatalog(List.of(job, job))).hasMessageContaining("job");
    }

    @Test
    void a_launch_of_a_repeatable_job_is_new_each_time() throws Exception {
        JobParameters parameters = LaunchParameters.of(JobDefinition.repeatable(JOB, ""), Map.of(), "r1");
        assertThat(parameters.getString(JobDefinition.RUN)).isEqualTo("r1");
        assertThat(parameters.getIdentifyingParameters()).hasSize(1);
        assertThat(LaunchParameters.of(JobDefinition.once(JOB, ""), Map.of(), "r1")
                        .isEmpty())
                .isTrue();
    }

    @Property(tries = 300)
    void anything_that_is_given_is_taken_or_refused_with_a_reason(
            @ForAll("names") String name, @ForAll("values") Object value) {
        JobDefinition job = JobDefinition.repeatable(JOB, "")
                .taking(
                        DAYS,
                        Parameter.optional("text", new ParameterType.Text(20), ""),
                        Parameter.optional("id", new ParameterType.Id(), ""),
                        Parameter.optional("since", new ParameterType.Moment(), ""),
                        Parameter.optional("flag", new ParameterType.Flag(), ""),
                        Parameter.optional("mode", new ParameterType.Choice(List.of("a", "b")), ""));
        try {
            assertThat(LaunchParameters.of(job, Map.of(name, value), "r").isEmpty())
                    .isFalse();
        } catch (WrongParametersException e) {
            assertThat(e.errors()).as(name + "=" + value).hasSize(1);
            assertThat(e).hasMessageContaining(e.errors().keySet().iterator().next());
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of("days", "text", "id", "since", "flag", "mode"),
                Arbitraries.strings().ofMaxLength(100));
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(45).map(any -> any),
                Arbitraries.integers().map(any -> any),
                Arbitraries.doubles().map(any -> any),
                Arbitraries.of(true, "0199a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", "2026-11-20T10:00:00Z", List.of(), "a"));
    }
}
