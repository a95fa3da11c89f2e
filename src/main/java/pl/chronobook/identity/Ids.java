package pl.chronobook.identity;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/**
 * Creates primary keys for all modules: UUID version 7, so that new rows are neighbours
 * in their index. The keys contain their time of creation and can be guessed in part;
 * secrets and secret addresses use {@link UUID#randomUUID()}.
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
