package broken.shelf;

import java.util.List;
import java.util.UUID;

public interface BareIds {

	void lend(List<UUID> books);

}
