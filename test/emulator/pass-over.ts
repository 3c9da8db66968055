import { beforeEach, expect, type TestContext, test } from 'vitest';

type Task = TestContext['task'] | TestContext['task']['file']['tasks'][number];

/**
 * Turns the tests of this file that a list names into ones that must fail: once what MiniStack lacked works, vitest
 * fails the test and its entry can go. An entry that names no test fails too.
 */
export function passOver(list: Readonly<Record<string, string>>): void {
  beforeEach(({ task }) => {
    if (Object.hasOwn(list, nameOf(task))) Object.assign(task, { fails: true });
  });

  test('every test that is passed over exists', ({ task }) => {
    const names = task.file.tasks.flatMap(testsIn).map(nameOf);

    expect(Object.keys(list).filter((name) => !names.includes(name))).toEqual([]);
  });
}

function testsIn(task: Task): readonly Task[] {
  return task.type === 'suite' ? task.tasks.flatMap(testsIn) : [task];
}

const nameOf = (task: Task): string => [task.suite?.name, task.name].join(' > ');
