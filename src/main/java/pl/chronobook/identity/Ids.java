package pl.chronobook.identity;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/**
 * Makes primary keys for all modules: UUID version 7, so that new rows stand together in
 * their index. They tell when they were made and can be guessed in part; secrets and
 * addresses take {@link UUID#randomUUID()}.
 */
public final class Ids {

	private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

	private Ids() {
	}

	/** Returns a new id, greater than those made before by this process. */
	public static UUID next() {
		return GENERATOR.generate();
	}

}
