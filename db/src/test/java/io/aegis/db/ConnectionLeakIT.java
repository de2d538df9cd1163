/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aegis.testing.Await;
import io.helidon.dbclient.DbExecute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pool of one connection works on after each kind of failure: none is leaked. */
class ConnectionLeakIT extends DatabaseFixture {

    /** What can go wrong with work, each of which has to give its connection back. */
    enum Mishap implements Work<Long> {
        THROWS {
            @Override
            public Long in(DbExecute execute) {
                one(execute);
                throw new IllegalStateException("made up");
            }
        },
        ERROR {
            @Override
            public Long in(DbExecute execute) {
                one(execute);
                throw new AssertionError("made up");
            }
        },
        UNKNOWN_TABLE {
            @Override
            public Long in(DbExecute execute) {
                return execute.query("SELECT 1 FROM nothing").count();
            }
        },
        UNKNOWN_TABLE_CHANGED {
            @Override
            public Long in(DbExecute execute) {
                return execute.update("UPDATE nothing SET x = 1");
            }
        },
        WRONG_PARAMETERS {
            @Override
            public Long in(DbExecute execute) {
                return execute.query("SELECT ?").count();
            }
        },
        FORGOTTEN_ANSWER {
            @Override
            public Long in(DbExecute execute) {
                execute.query("SELECT 1 UNION SELECT 2").iterator().next();
                throw new IllegalStateException("made up");
            }
        },
        DUPLICATE {
            @Override
            public Long in(DbExecute execute) {
                String row = "INSERT INTO llm_usage VALUES ('2026-01-01', 'twice', 'm', 1, 1, 1, 1, 1, 1, 1)";
                return execute.insert(row) + execute.insert(row);
            }
        },
        KILLED {
            @Override
            public Long in(DbExecute execute) {
                kill(execute.get("SELECT CONNECTION_ID()")
                        .orElseThrow()
                        .column(1)
                        .get(Long.class));
                return one(execute);
            }
        },
        TOO_SLOW {
            @Override
            public Long in(DbExecute execute) {
                return execute.query("SELECT SLEEP(5)").count();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatever_goes_wrong_gives_its_connection_back(Mishap mishap) throws Exception {
        try (Database database = schema.open(TestSchema.serverPort(), new PoolSizes(1, 1))) {
            for (int time = 0; time < 3; time++) {
                assertThatThrownBy(() -> database.read(TestSchema.within(HALF_A_SECOND), mishap))
                        .isNotNull();
                assertThatThrownBy(() -> database.transaction(TestSchema.within(HALF_A_SECOND), mishap))
                        .isNotNull();
            }
            Await.until("the connection for reading is back", () -> database.answers(TestSchema.within(HALF_A_SECOND)));
            assertThat(database.<Long>transaction(TestSchema.ample(), ConnectionLeakIT::one))
                    .isOne();
            assertThat(database.reads()).isEqualTo(new PoolLoad(0, 0));
            assertThat(database.transactions()).isEqualTo(new PoolLoad(0, 0));
        }
    }
}
