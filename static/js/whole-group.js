// A tick box that stands for many follows them, and takes them along: fieldset[data-whole=name], with boxes "name", per
// inner fieldset a box "name-department", and a box "name-all". Half of them ticked shows as neither yes nor no.

const boxes = (root, name) => [...root.querySelectorAll(`input[name="${name}"]`)];

for (const root of document.querySelectorAll("fieldset[data-whole]")) {
  const name = root.dataset.whole;
  const wholes = [
    ...boxes(root, `${name}-all`).map((box) => [box, boxes(root, name)]),
    ...boxes(root, `${name}-department`).map((box) => [box, boxes(box.closest("fieldset"), name)]),
  ];
  const follow = () => {
    for (const [box, members] of wholes) {
      const number = members.filter((member) => member.checked).length;
      box.checked = number > 0 && number === members.length;
      box.indeterminate = number > 0 && number < members.length;
    }
  };
  root.addEventListener("change", ({ target }) => {
    for (const [box, members] of wholes) {
      if (box === target) for (const member of members) member.checked = box.checked;
    }
    follow();
  });
  window.addEventListener("pageshow", follow); // a browser may restore what was ticked
  follow();
}
