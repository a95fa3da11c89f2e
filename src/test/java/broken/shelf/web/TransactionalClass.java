package broken.shelf.web;

import org.springframework.transaction.annotation.Transactional;

@Transactional
class TransactionalClass {

}
